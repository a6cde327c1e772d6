package dev.spikebench.loadgen.workload;

import dev.spikebench.loadgen.draw.Draws;

/// Text that fills metadata up: plain words, which need no escape in JSON and compress about as
/// well as logs do.
final class Filler {
  /// How many places a filling may begin at, so that not all are alike.
  static final int OFFSETS = 4_096;

  private static final long SEED = 1;
  private static final String[] WORDS = {
    "agent",
    "answer",
    "batch",
    "branch",
    "build",
    "cache",
    "change",
    "check",
    "client",
    "commit",
    "diff",
    "error",
    "event",
    "expected",
    "failed",
    "file",
    "format",
    "found",
    "function",
    "index",
    "line",
    "main",
    "merge",
    "missing",
    "model",
    "module",
    "output",
    "package",
    "passed",
    "path",
    "patch",
    "plan",
    "prompt",
    "queue",
    "read",
    "request",
    "result",
    "retry",
    "return",
    "review",
    "running",
    "schema",
    "search",
    "server",
    "session",
    "source",
    "stack",
    "status",
    "step",
    "stream",
    "string",
    "table",
    "task",
    "test",
    "token",
    "tool",
    "trace",
    "type",
    "update",
    "value",
    "version",
    "warning",
    "write",
    "0",
    "1",
    "17",
    "42",
    "200",
    "404",
    "8080"
  };

  private Filler() {}

  /// Enough text for fillings up to a length from any offset; the same on every call.
  static char[] text(int longest) {
    if (longest == 0) {
      return new char[0];
    }
    int length = longest + OFFSETS;
    StringBuilder text = new StringBuilder(length + 16);
    Draws draws = new Draws(SEED, SEED);
    draws.at(0);
    while (text.length() < length) {
      text.append(WORDS[(int) draws.below(WORDS.length)]).append(' ');
    }
    return text.substring(0, length).toCharArray();
  }
}
