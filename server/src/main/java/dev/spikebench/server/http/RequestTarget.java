package dev.spikebench.server.http;

import org.jspecify.annotations.Nullable;

/// A request target split without decoding anything.
///
/// @param path the path as sent, from the first slash on
/// @param authority host and port of an absolute-form target, null for the usual origin form
record RequestTarget(String path, @Nullable String authority) {

  /// Splits a target that has its query cut off already. An absolute-form target without a path
  /// means the root, as RFC 9112 section 3.2.2 has it.
  static RequestTarget of(String uri, boolean absoluteForm) {
    if (!absoluteForm) {
      return new RequestTarget(uri, null);
    }
    int start = uri.indexOf("://");
    int authorityStart = start < 0 ? 0 : start + 3;
    int pathStart = uri.indexOf('/', authorityStart);
    return pathStart < 0
        ? new RequestTarget("/", uri.substring(authorityStart))
        : new RequestTarget(uri.substring(pathStart), uri.substring(authorityStart, pathStart));
  }
}
