package dev.spikebench.server.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import org.jspecify.annotations.Nullable;

/// How long a request says its body is.
final class BodyLength {
  /// The answer for a body that comes in chunks.
  static final long CHUNKED = -1;

  private static final int SAFE_DIGITS = 18;

  private BodyLength() {}

  /// Whether the body is sent as it is or in chunks; Undertow takes every other coding for chunks
  /// too.
  static boolean isKnownEncoding(HttpServerExchange exchange) {
    @Nullable String coding = exchange.getRequestHeaders().getFirst(Headers.TRANSFER_ENCODING);
    return coding == null || coding.strip().equalsIgnoreCase("chunked");
  }

  /// The declared length in bytes, 0 where there is no body, [#CHUNKED] where its length only shows
  /// at its end. A number that no `long` holds is taken as the largest one.
  static long of(HttpServerExchange exchange) {
    if (exchange.getRequestHeaders().contains(Headers.TRANSFER_ENCODING)) {
      return CHUNKED;
    }
    @Nullable String declared = exchange.getRequestHeaders().getFirst(Headers.CONTENT_LENGTH);
    if (declared == null) {
      return 0;
    }
    int zeros = 0;
    while (zeros < declared.length() - 1 && declared.charAt(zeros) == '0') {
      zeros++;
    }
    return declared.length() - zeros > SAFE_DIGITS
        ? Long.MAX_VALUE
        : Long.parseLong(declared, zeros, declared.length(), 10);
  }
}
