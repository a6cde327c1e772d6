package dev.spikebench.loadgen.workload;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// The part of an event id that differs from run to run, so that one backend can be loaded twice.
///
/// A nonce begins with the time, so the ids of a later run sort behind those of an earlier one, and
/// is always of the same length, so every run sends bodies of the same size.
public final class RunNonce {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS").withZone(ZoneOffset.UTC);
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private RunNonce() {}

  /// A new nonce: UTC time to the millisecond and eight random hexadecimal digits. Any thread.
  public static String next(Clock clock) {
    byte[] tail = new byte[4];
    RANDOM.nextBytes(tail);
    return TIME.format(clock.instant()) + HexFormat.of().formatHex(tail);
  }

  /// Returns the nonce given.
  ///
  /// @throws WorkloadException unless it is 1 to 64 letters, digits, dots, underscores or hyphens
  public static String require(String nonce) {
    if (!FORM.matcher(nonce).matches()) {
      throw new WorkloadException(
          "run nonce", nonce, "must be 1 to 64 letters, digits, dots, underscores or hyphens");
    }
    return nonce;
  }
}
