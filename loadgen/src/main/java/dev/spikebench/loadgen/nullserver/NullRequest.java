package dev.spikebench.loadgen.nullserver;

/// One complete request.
///
/// @param head request line and header fields, as received
/// @param events events in its body; 0 where it is no request for ingest
record NullRequest(String head, int events) {
  private static final String BATCH = "POST /api/events/batch ";
  private static final String SINGLE = "POST /api/events ";

  static NullRequest of(String head, byte[] bytes, int bodyOffset, int bodyLength) {
    if (head.startsWith(BATCH)) {
      return new NullRequest(head, EventCounter.count(bytes, bodyOffset, bodyLength));
    }
    return new NullRequest(head, head.startsWith(SINGLE) ? 1 : 0);
  }

  boolean isIngest() {
    return head.startsWith(BATCH) || head.startsWith(SINGLE);
  }

  boolean asksFor(String path) {
    return head.startsWith("GET " + path + " ");
  }
}
