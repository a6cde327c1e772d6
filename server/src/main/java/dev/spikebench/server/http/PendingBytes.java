package dev.spikebench.server.http;

import java.util.concurrent.atomic.AtomicLong;

/// Counts the body bytes of all requests that are being read or wait for the writer, against one
/// cap. Every reservation is given back before its request is answered. For any thread.
final class PendingBytes {
  private final long capBytes;
  private final AtomicLong reservedBytes = new AtomicLong();

  PendingBytes(long capBytes) {
    this.capBytes = capBytes;
  }

  /// Reserves room for body bytes; false, with nothing reserved, where the cap would be passed.
  boolean tryReserve(long bytes) {
    long before = reservedBytes.getAndAdd(bytes);
    if (before + bytes > capBytes) {
      reservedBytes.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  void release(long bytes) {
    reservedBytes.addAndGet(-bytes);
  }

  long reservedBytes() {
    return reservedBytes.get();
  }
}
