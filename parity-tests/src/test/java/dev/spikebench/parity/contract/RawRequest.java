package dev.spikebench.parity.contract;

import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.client.HttpAnswer;
import dev.spikebench.parity.client.RawConnection;
import java.nio.charset.StandardCharsets;

/// Requests written byte by byte, for what a well-behaved client does not send.
final class RawRequest {
  private RawRequest() {}

  /// The head of a request with these header lines and no other but the backend's `Host`.
  static String head(BackendFixture backend, String method, String target, String... lines) {
    return headTo(backend.baseUri().getAuthority(), method, target, lines);
  }

  /// As [#head] with that `Host`.
  static String headTo(String host, String method, String target, String... lines) {
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    head.append("Host: ").append(host).append("\r\n");
    for (String line : lines) {
      head.append(line).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /// A whole POST of `body` with these header lines besides its length.
  static String post(BackendFixture backend, String target, String body, String... lines) {
    String[] all = new String[lines.length + 1];
    System.arraycopy(lines, 0, all, 0, lines.length);
    all[lines.length] = "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length;
    return head(backend, "POST", target, all) + body;
  }

  /// The answer to `request` on a connection of its own.
  static HttpAnswer exchange(BackendFixture backend, String request) {
    try (RawConnection connection = backend.raw()) {
      return connection.write(request).readAnswer().answer();
    }
  }

  /// The answer to a request without a body, with these header lines besides the right `Host`.
  static HttpAnswer send(BackendFixture backend, String method, String target, String... lines) {
    return exchange(backend, head(backend, method, target, lines));
  }

  /// The head of the answer to a `HEAD`.
  static HttpAnswer sendHead(BackendFixture backend, String target, String... lines) {
    try (RawConnection connection = backend.raw()) {
      return connection.write(head(backend, "HEAD", target, lines)).readAnswerToHead().answer();
    }
  }
}
