package dev.spikebench.parity.client;

import java.io.IOException;
import java.io.InputStream;

/// A body in the chunked transfer coding (RFC 9112, section 7.1); extensions and trailers are read
/// and dropped.
final class ChunkedBody extends InputStream {
  private final HttpInput input;
  private long leftInChunk;
  private boolean first = true;
  private boolean ended;

  ChunkedBody(HttpInput input) {
    this.input = input;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (leftInChunk == 0 && !ended) {
      beginChunk();
    }
    if (ended) {
      return -1;
    }
    int count = input.read(target, offset, (int) Math.min(leftInChunk, length));
    leftInChunk -= count;
    return count;
  }

  private void beginChunk() throws IOException {
    if (!first && !input.readLine().isEmpty()) {
      throw new HttpInput.NotHttpException("a chunk that is longer than its size");
    }
    first = false;
    leftInChunk = HttpInput.parseLength(input.readLine().split(";", 2)[0].strip(), 16);
    if (leftInChunk == 0) {
      while (!input.readLine().isEmpty()) {
        // A trailer field: nothing in the contract speaks of one.
      }
      ended = true;
    }
  }
}
