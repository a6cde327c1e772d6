package dev.spikebench.loadgen.nullserver;

import java.util.Arrays;
import java.util.Locale;

/// One complete request.
///
/// @param head request line and header fields, as received
/// @param events events in its body; 0 where it is no request for ingest
/// @param body its body; empty where nobody will ask for it
@SuppressWarnings("ArrayRecordComponent") // never compared
record NullRequest(String head, int events, byte[] body) {
  private static final byte[] NO_BODY = {};
  private static final String BATCH = "POST /api/events/batch ";
  private static final String SINGLE = "POST /api/events ";

  static NullRequest of(
      String head, byte[] bytes, int bodyOffset, int bodyLength, boolean withBody) {
    byte[] body =
        withBody ? Arrays.copyOfRange(bytes, bodyOffset, bodyOffset + bodyLength) : NO_BODY;
    if (head.startsWith(BATCH)) {
      return new NullRequest(head, EventCounter.count(bytes, bodyOffset, bodyLength), body);
    }
    return new NullRequest(head, head.startsWith(SINGLE) ? 1 : 0, body);
  }

  boolean isBatch() {
    return head.startsWith(BATCH);
  }

  boolean isIngest() {
    return head.startsWith(BATCH) || head.startsWith(SINGLE);
  }

  /// Whether nothing more will come on its connection.
  boolean wantsClose() {
    return head.toLowerCase(Locale.ROOT).contains("\r\nconnection: close\r\n");
  }

  boolean asksFor(String path) {
    return head.startsWith("GET " + path + " ");
  }
}
