package dev.spikebench.server.http;

import dev.spikebench.server.config.Origins;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides which browser pages may write or listen. Origins are compared without regard to letter
/// case, and `http://a` equals `http://a:80`. Immutable, for any thread.
final class OriginPolicy {
  private final Set<String> listed;

  /// @param allowedOrigins origins in the form of [Origins#normalise]
  OriginPolicy(Set<String> allowedOrigins) {
    this.listed = Set.copyOf(allowedOrigins);
  }

  /// Whether an origin stands on the list of the configuration and so gets CORS fields.
  boolean isListed(String origin) {
    if (listed.isEmpty()) {
      return false;
    }
    String normalised = Origins.normalise(origin);
    return normalised != null && listed.contains(normalised);
  }

  /// Whether a request with this `Origin` may write or listen: it is on the list, or the page came
  /// from this very server.
  ///
  /// @param hostField the request's `Host`, port and all; null where the request has none
  boolean allows(String origin, @Nullable String hostField) {
    return isListed(origin) || (hostField != null && isSame(origin, "http://" + hostField));
  }

  private static boolean isSame(String origin, String own) {
    String normalised = Origins.normalise(origin);
    return normalised != null && normalised.equals(Origins.normalise(own));
  }
}
