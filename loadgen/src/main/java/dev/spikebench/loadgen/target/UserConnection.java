package dev.spikebench.loadgen.target;

import org.apache.hc.core5.http.nio.AsyncClientEndpoint;
import org.apache.hc.core5.http.protocol.HttpCoreContext;

/// One leased connection and what its requests use in turn.
///
/// @param endpoint the connection
/// @param context what the library keeps of the request under way
/// @param answer buffer for the answer under way
record UserConnection(AsyncClientEndpoint endpoint, HttpCoreContext context, IngestAnswer answer) {
  static UserConnection of(AsyncClientEndpoint endpoint) {
    return new UserConnection(endpoint, HttpCoreContext.create(), new IngestAnswer());
  }

  boolean usable() {
    return endpoint.isConnected();
  }
}
