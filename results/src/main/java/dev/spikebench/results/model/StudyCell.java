package dev.spikebench.results.model;

import java.util.Map;

/// One measurement of a study.
///
/// @param levels the level of each factor, by the factor's name
/// @param measurement what was measured; its round and slot are those of the study's order
public record StudyCell(Map<String, String> levels, Iteration measurement) {

  /// @throws IllegalArgumentException when a part is missing, or the backend is not the level's
  public StudyCell {
    levels = Checks.map("cell.levels", levels);
    Checks.present("cell.measurement", measurement);
    String backend = levels.get(StudyFactor.BACKEND);
    if (!measurement.backendId().equals(backend)) {
      throw Checks.bad(
          "cell.measurement.backendId", measurement.backendId(), "the level " + backend);
    }
  }
}
