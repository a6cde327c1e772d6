package dev.spikebench.parity.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Well-formed HTTP/1.1 requests to one backend. It decides `Host`, `Content-Length`, `Connection`
/// and `Expect` by itself; whoever wants those or malformed bytes takes a [RawConnection].
/// Thread-safe; connections are kept and reused.
public final class HttpCaller implements AutoCloseable {
  private final HttpClient client;
  private final URI baseUri;
  private final Duration timeout;

  /// Calls `baseUri` (scheme, host, port, perhaps a path prefix); a request without a whole answer
  /// after `timeout` fails.
  public HttpCaller(URI baseUri, Duration timeout) {
    this.baseUri = baseUri;
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
  }

  /// Where the backend is.
  public URI baseUri() {
    return baseUri;
  }

  /// GET of `target`, a path with its query, encoded already.
  public HttpAnswer get(String target, String... headers) {
    return send("GET", target, null, headers);
  }

  /// POST of `json` as `application/json`.
  public HttpAnswer postJson(String target, String json) {
    return post(target, json, "Content-Type", "application/json");
  }

  /// POST of the UTF-8 bytes of `body` with just these headers (name, value, name, value …).
  public HttpAnswer post(String target, String body, String... headers) {
    return send("POST", target, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  /// Any method; `body` null sends none. `headers` are names and values in turn.
  ///
  /// @throws CallFailedException where no whole answer came
  public HttpAnswer send(String method, String target, byte @Nullable [] body, String... headers) {
    HttpRequest request = request(method, target, body, headers);
    try {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      return new HttpAnswer(response.statusCode(), headersOf(response), response.body());
    } catch (IOException failure) {
      throw new CallFailedException(
          method + " " + request.uri() + " got no answer: " + failure, failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CallFailedException(method + " " + target + " was interrupted", interrupted);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private HttpRequest request(
      String method, String target, byte @Nullable [] body, String... headers) {
    BodyPublisher publisher =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(withoutSlash(baseUri) + target))
            .timeout(timeout)
            .method(method, publisher);
    return headers.length == 0 ? builder.build() : builder.headers(headers).build();
  }

  private static List<Header> headersOf(HttpResponse<?> response) {
    List<Header> headers = new ArrayList<>();
    response
        .headers()
        .map()
        .forEach((name, values) -> values.forEach(value -> headers.add(new Header(name, value))));
    return headers;
  }

  private static String withoutSlash(URI uri) {
    String text = uri.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
