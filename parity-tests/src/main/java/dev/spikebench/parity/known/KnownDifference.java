package dev.spikebench.parity.known;

import dev.spikebench.parity.compare.Facet;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One entry.
///
/// @param expected what each backend does, by its name; as the report's `seen` shows it
/// @param why the reason
/// @param expires null where it is permanent
public record KnownDifference(
    String caseId,
    Facet facet,
    Map<String, String> expected,
    String why,
    LocalDate created,
    @Nullable LocalDate expires) {
  /// Copies the map.
  public KnownDifference {
    expected = Map.copyOf(expected);
  }

  /// Whether its time is over.
  public boolean expiredOn(LocalDate day) {
    return expires != null && day.isAfter(expires);
  }
}
