package dev.spikebench.loadgen.target;

import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.nio.AsyncClientEndpoint;

/// One leased connection and what its requests use in turn.
///
/// @param endpoint the connection
/// @param context what the library keeps of the request under way
/// @param answer buffer for the answer under way
record UserConnection(
    AsyncClientEndpoint endpoint, HttpClientContext context, IngestAnswer answer) {
  static UserConnection of(AsyncClientEndpoint endpoint) {
    // The client's own kind of context: any other one would be wrapped anew for each request.
    return new UserConnection(endpoint, HttpClientContext.create(), new IngestAnswer());
  }

  boolean usable() {
    return endpoint.isConnected();
  }
}
