package dev.spikebench.loadgen.stream;

/// One message of a stream, as its reader holds it. One thread; overwritten by the next message.
public final class StreamMessage {
  private static final String DEFAULT_TYPE = "message";

  private final ByteStore data;
  private String type = "";
  private String lastEventId = "";

  StreamMessage(ByteStore data) {
    this.data = data;
  }

  void set(String newType, String newLastEventId) {
    type = newType.isEmpty() ? DEFAULT_TYPE : newType;
    lastEventId = newLastEventId;
  }

  /// Type of the message; `message` where the stream names none.
  public String type() {
    return type;
  }

  /// The last `id` of the stream so far; empty where there was none.
  public String lastEventId() {
    return lastEventId;
  }

  /// The data, lines joined by line feeds, decoded anew at each call.
  public String data() {
    return Utf8Text.decode(data.array(), 0, data.length());
  }

  /// The data as received, in UTF-8 unless the stream is broken, from index 0 on. Do not write into
  /// the array nor keep it.
  public byte[] dataBytes() {
    return data.array();
  }

  /// How many bytes of [#dataBytes()] are data.
  public int dataLength() {
    return data.length();
  }
}
