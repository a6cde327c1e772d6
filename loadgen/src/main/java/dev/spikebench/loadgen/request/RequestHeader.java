package dev.spikebench.loadgen.request;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// A header field that every request carries.
///
/// @param name field name, a token of RFC 9110
/// @param value field value, without line ends
public record RequestHeader(String name, String value) {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7E\\u0080-\\u00FF]*");

  /// Fields that frame the body, which only the client can get right.
  private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding");

  /// Checks both.
  ///
  /// @throws RequestException naming the field
  public RequestHeader {
    if (!TOKEN.matcher(name).matches()) {
      throw new RequestException("header '" + name + "' is no field name; give 'Name: value'");
    }
    if (!VALUE.matcher(value).matches()) {
      throw new RequestException(
          "header " + name + " has a value with characters no field may have");
    }
    if (FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
      throw new RequestException("header " + name + " is set by the client itself; leave it out");
    }
  }

  /// Reads `Name: value`.
  ///
  /// @throws RequestException if it is not of that form
  public static RequestHeader parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 1) {
      throw new RequestException("header '" + text + "' must be of the form 'Name: value'");
    }
    return new RequestHeader(text.substring(0, colon), text.substring(colon + 1).strip());
  }

  /// Whether it is the field with that name.
  public boolean is(String other) {
    return name.equalsIgnoreCase(other);
  }
}
