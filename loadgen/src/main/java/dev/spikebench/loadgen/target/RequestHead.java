package dev.spikebench.loadgen.target;

import dev.spikebench.loadgen.request.RequestForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/// What every request of a part looks like beside its body. Any thread.
final class RequestHead {
  /// What the target's log calls us.
  private static final Header USER_AGENT = new BasicHeader(HttpHeaders.USER_AGENT, "spikebench");

  private final String scheme;
  private final URIAuthority authority;
  private final RequestForm form;
  private final String path;
  private final Header[] headers;

  /// @param basePath path of the target's base URL, empty for none
  RequestHead(HttpHost host, String basePath, RequestForm form) {
    this.scheme = host.getSchemeName();
    this.authority = new URIAuthority(host);
    this.form = form;
    this.path = basePath + form.path();
    this.headers = headers(host, form);
  }

  /// Every field is made once: the library would make Host and User-Agent anew for each request, of
  /// some 200 bytes of garbage. What the user gives wins.
  private static Header[] headers(HttpHost host, RequestForm form) {
    List<Header> headers = new ArrayList<>();
    if (!form.names(HttpHeaders.HOST)) {
      headers.add(new BasicHeader(HttpHeaders.HOST, host.toHostString()));
    }
    if (!form.names(HttpHeaders.USER_AGENT)) {
      headers.add(USER_AGENT);
    }
    form.headers().forEach(it -> headers.add(new BasicHeader(it.name(), it.value())));
    return headers.toArray(Header[]::new);
  }

  /// The head of one request.
  BasicHttpRequest request() {
    BasicHttpRequest request = new BasicHttpRequest(form.method(), scheme, authority, path);
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
