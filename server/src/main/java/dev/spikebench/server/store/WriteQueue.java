package dev.spikebench.server.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What waits for the writer. Any thread puts in, without blocking; the writer thread takes out.
final class WriteQueue {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<WriteRequest> requests = new ArrayDeque<>();
  private final Queue<CompletableFuture<SweepResult>> sweeps = new ArrayDeque<>();
  private final List<CompletableFuture<Long>> checks = new ArrayList<>();
  private final int limit;
  private boolean closed;

  /// @param limit how many requests may wait; sweeps do not count
  WriteQueue(int limit) {
    this.limit = limit;
  }

  /// Adds a request.
  ///
  /// @return false where the queue is full or closed
  boolean offer(WriteRequest request) {
    lock.lock();
    try {
      if (closed || requests.size() >= limit) {
        return false;
      }
      requests.add(request);
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Adds a sweep.
  ///
  /// @return false where the queue is closed
  boolean offer(CompletableFuture<SweepResult> sweep) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      sweeps.add(sweep);
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Adds a question whether others have written, answered with [TotalsTrust#foreignWrites].
  ///
  /// @return false where the queue is closed
  boolean offerCheck(CompletableFuture<Long> check) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      checks.add(check);
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Takes all checks, the sweep that waits longest and the requests that do, at most the given
  /// number and, but for the first request, at most the given number of events. Waits until there
  /// is something.
  ///
  /// @return null where the queue is closed and empty
  @Nullable Work take(int maxRequests, int maxEvents) {
    lock.lock();
    try {
      while (requests.isEmpty() && sweeps.isEmpty() && checks.isEmpty()) {
        if (closed) {
          return null;
        }
        changed.awaitUninterruptibly();
      }
      List<CompletableFuture<Long>> taken = checks.isEmpty() ? List.of() : List.copyOf(checks);
      checks.clear();
      return new Work(takeRequests(maxRequests, maxEvents), sweeps.poll(), taken);
    } finally {
      lock.unlock();
    }
  }

  /// Whether no request waits.
  boolean isEmpty() {
    lock.lock();
    try {
      return requests.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /// Whether nothing at all waits.
  boolean isIdle() {
    lock.lock();
    try {
      return requests.isEmpty() && sweeps.isEmpty() && checks.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /// How many requests wait.
  int size() {
    lock.lock();
    try {
      return requests.size();
    } finally {
      lock.unlock();
    }
  }

  /// Lets nothing more in. What is in can still be taken.
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private List<WriteRequest> takeRequests(int maxRequests, int maxEvents) {
    List<WriteRequest> taken = new ArrayList<>(Math.min(maxRequests, requests.size()));
    long events = 0;
    for (WriteRequest next = requests.peek(); next != null; next = requests.peek()) {
      events += next.events().size();
      if (taken.size() == maxRequests || (events > maxEvents && !taken.isEmpty())) {
        break;
      }
      taken.add(requests.remove());
    }
    return taken;
  }

  /// What the writer does next.
  ///
  /// @param requests in the order in which they came, possibly none
  /// @param sweep to be completed by the writer, if one waits
  /// @param checks to be completed by the writer
  record Work(
      List<WriteRequest> requests,
      @Nullable CompletableFuture<SweepResult> sweep,
      List<CompletableFuture<Long>> checks) {}
}
