package dev.spikebench.loadgen.target;

import dev.spikebench.loadgen.request.RequestForm;
import java.util.Set;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.jspecify.annotations.Nullable;

/// What every request of a part looks like beside its body. Any thread.
final class RequestHead {
  private final HttpHost host;
  private final RequestForm form;
  private final String path;
  private final Header[] headers;

  /// @param basePath path of the target's base URL, empty for none
  RequestHead(HttpHost host, String basePath, RequestForm form) {
    this.host = host;
    this.form = form;
    this.path = basePath + form.path();
    this.headers =
        form.headers().stream()
            .map(header -> new BasicHeader(header.name(), header.value()))
            .toArray(Header[]::new);
  }

  /// The head of one request.
  BasicHttpRequest request() {
    BasicHttpRequest request = new BasicHttpRequest(form.method(), host, path);
    for (Header header : headers) {
      request.addHeader(header);
    }
    return request;
  }

  /// What is said of the body; null where requests have none.
  @Nullable EntityDetails body(int bytes) {
    String contentType = form.contentType();
    return contentType == null ? null : new Body(bytes, contentType);
  }

  private record Body(int bytes, String contentType) implements EntityDetails {
    @Override
    public long getContentLength() {
      return bytes;
    }

    @Override
    public String getContentType() {
      return contentType;
    }

    @Override
    public @Nullable String getContentEncoding() {
      return null;
    }

    @Override
    public boolean isChunked() {
      return false;
    }

    @Override
    public Set<String> getTrailerNames() {
      return Set.of();
    }
  }
}
