package dev.spikebench.loadgen.request;

import java.util.BitSet;
import java.util.regex.Pattern;

/// A set of HTTP statuses. Immutable.
final class StatusCondition {
  static final String PREFIX = "status=";

  private static final Pattern CODE = Pattern.compile("[1-5][0-9]{2}");
  private static final Pattern CLASS = Pattern.compile("[1-5]xx");
  private static final int HUNDRED = 100;

  private final BitSet codes;

  private StatusCondition(BitSet codes) {
    this.codes = codes;
  }

  /// Reads `status=200,201` or `status=2xx`.
  ///
  /// @throws RequestException if it is neither
  static StatusCondition parse(String condition) {
    BitSet codes = new BitSet();
    for (String item : condition.substring(PREFIX.length()).split(",", -1)) {
      if (CODE.matcher(item).matches()) {
        codes.set(Integer.parseInt(item));
      } else if (CLASS.matcher(item).matches()) {
        int first = (item.charAt(0) - '0') * HUNDRED;
        codes.set(first, first + HUNDRED);
      } else {
        throw new RequestException(
            "success rule '"
                + condition
                + "': '"
                + item
                + "' is no status; give 200, a list such as 200,201, or a class such as 2xx");
      }
    }
    return new StatusCondition(codes);
  }

  boolean accepts(int code) {
    return code >= 0 && codes.get(code);
  }
}
