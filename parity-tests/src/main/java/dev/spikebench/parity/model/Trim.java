package dev.spikebench.parity.model;

/// The contract's trimming (FIELD-27, FIELD-28).
final class Trim {
  private static final String REMOVED =
      "\t\n\u000B\f\r \u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
          + "\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF";

  private Trim() {}

  static String trim(String value) {
    int from = 0;
    int to = value.length();
    while (from < to && REMOVED.indexOf(value.charAt(from)) >= 0) {
      from++;
    }
    while (to > from && REMOVED.indexOf(value.charAt(to - 1)) >= 0) {
      to--;
    }
    return value.substring(from, to);
  }
}
