package dev.spikebench.parity.client;

import java.io.IOException;
import java.io.InputStream;

/// A body of a known length.
final class FixedBody extends InputStream {
  private final HttpInput input;
  private long left;

  FixedBody(HttpInput input, long length) {
    this.input = input;
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    if (left == 0) {
      return -1;
    }
    left--;
    return input.read();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int count = input.read(target, offset, (int) Math.min(left, length));
    left -= count;
    return count;
  }
}
