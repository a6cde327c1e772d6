package dev.spikebench.loadgen.request;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where the bodies of a custom request come from.
public sealed interface RequestBody {
  /// The body of a request that has none.
  byte[] NO_BYTES = {};

  /// What kind it is, for results.
  Map<String, Object> document();

  /// No body at all.
  record None() implements RequestBody {
    @Override
    public Map<String, Object> document() {
      return Map.of("kind", "none");
    }
  }

  /// The same bytes in every request.
  ///
  /// @param content the bytes; nobody writes into them
  @SuppressWarnings("ArrayRecordComponent") // never compared, and never written into
  record Bytes(byte[] content) implements RequestBody {
    @Override
    public Map<String, Object> document() {
      return described("file", content);
    }
  }

  /// A template, rendered for each request.
  ///
  /// @param template the template
  /// @param source its text
  record Template(BodyTemplate template, String source) implements RequestBody {
    @Override
    public Map<String, Object> document() {
      return described("template", source.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Map<String, Object> described(String kind, byte[] content) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("kind", kind);
    document.put("bytes", content.length);
    try {
      document.put(
          "sha256", HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
    return document;
  }
}
