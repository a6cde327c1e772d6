package dev.spikebench.loadgen.request;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How every request of a run looks beside its body, and what makes its answer a good one.
/// Immutable.
///
/// @param method HTTP method
/// @param path path and query, below the target's base URL
/// @param headers further header fields, in their order
/// @param contentType media type of the body; null where requests have none
/// @param rule what makes an answer a good one; null for the ingest contract, whose answers say how
///   many events were stored
public record RequestForm(
    String method,
    String path,
    List<RequestHeader> headers,
    @Nullable String contentType,
    @Nullable SuccessRule rule) {
  private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");
  private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7E]*");
  private static final String CONTENT_TYPE = "Content-Type";

  /// Checks every value.
  ///
  /// @throws RequestException naming the one that is wrong
  public RequestForm {
    headers = List.copyOf(headers);
    if (!METHOD.matcher(method).matches()) {
      throw new RequestException(
          "method '" + method + "' must be upper-case letters, such as POST");
    }
    if (!PATH.matcher(path).matches()) {
      throw new RequestException("path '" + path + "' must begin with a slash and hold no spaces");
    }
    if (headers.stream().anyMatch(header -> header.is(CONTENT_TYPE))) {
      throw new RequestException("the media type is given with --content-type, not as a header");
    }
  }

  /// A request of the ingest contract.
  ///
  /// @param path path below the target's base URL
  public static RequestForm ingest(String path) {
    // No charset: JSON has none, and the body is what a hook would send.
    return new RequestForm("POST", path, List.of(), "application/json", null);
  }

  /// Whether it names a header field, whatever the case.
  public boolean names(String field) {
    return headers.stream().anyMatch(header -> header.name().equalsIgnoreCase(field));
  }
}
