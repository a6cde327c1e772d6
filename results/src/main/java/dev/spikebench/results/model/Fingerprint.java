package dev.spikebench.results.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/// What two runs must have in common before their absolute figures may be laid side by side.
///
/// @param sha256 hash over the fields, in the order of their names
/// @param fields the parts of the environment that count, by name
public record Fingerprint(String sha256, Map<String, String> fields) {

  /// @throws IllegalArgumentException when the hash is not that of the fields
  public Fingerprint {
    Checks.sha256("fingerprint.sha256", sha256);
    fields = Checks.map("fingerprint.fields", fields);
    String wanted = hash(fields);
    if (!wanted.equals(sha256)) {
      throw Checks.bad("fingerprint.sha256", sha256, "that of its fields, " + wanted);
    }
  }

  /// The fingerprint of the given fields.
  public static Fingerprint of(Map<String, String> fields) {
    return new Fingerprint(hash(Checks.map("fingerprint.fields", fields)), fields);
  }

  private static String hash(Map<String, String> sortedFields) {
    MessageDigest digest = newSha256();
    sortedFields.forEach(
        (name, value) -> {
          update(digest, name);
          update(digest, value);
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  /// Ends each text with a byte that UTF-8 never uses, so that no two sets of fields read alike.
  private static void update(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0xFF);
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must have SHA-256", e);
    }
  }
}
