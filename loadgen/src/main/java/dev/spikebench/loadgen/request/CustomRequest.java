package dev.spikebench.loadgen.request;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;

/// A request to any API, sent again and again: what a run sends that is no event of the ingest
/// contract. Immutable.
///
/// @param form how it looks beside its body, and what makes its answer a good one
/// @param body its body
public record CustomRequest(RequestForm form, RequestBody body) {
  /// Checks that there is a rule: nothing else could tell a good answer.
  ///
  /// @throws RequestException if there is none, or a body without a media type
  public CustomRequest {
    if (form.rule() == null) {
      throw new RequestException("a request to another API needs a success rule (--success)");
    }
    if (form.contentType() == null && !(body instanceof RequestBody.None)) {
      throw new RequestException("a body needs a media type (--content-type)");
    }
  }

  /// The body of each request of a part of a run, by its number; not shared between threads.
  ///
  /// @param nonce what no other part of any run has
  /// @param instant the run's instant
  /// @param seed the run's seed
  public LongFunction<byte[]> bodies(String nonce, Instant instant, long seed) {
    return switch (body) {
      case RequestBody.None _ -> index -> RequestBody.NO_BYTES;
      case RequestBody.Bytes bytes -> index -> bytes.content();
      case RequestBody.Template template -> {
        TemplateValues values = new TemplateValues(nonce, instant, seed);
        yield index -> template.template().render(index, values);
      }
    };
  }

  /// All that decides what is sent, for results; of headers the names alone, since their values may
  /// be secret.
  public Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("method", form.method());
    document.put("path", form.path());
    document.put("headers", form.headers().stream().map(RequestHeader::name).toList());
    String contentType = form.contentType();
    if (contentType != null) {
      document.put("contentType", contentType);
    }
    document.put("body", body.document());
    SuccessRule rule = form.rule();
    if (rule != null) {
      document.put("success", rule.conditions());
    }
    return document;
  }
}
