package dev.spikebench.cli.study;

import dev.spikebench.cli.compare.Candidate;
import dev.spikebench.results.model.Measurement;
import dev.spikebench.results.model.StudyBackend;

/// What a study's file says of a backend.
final class StudyBackends {

  private StudyBackends() {}

  static StudyBackend of(Candidate candidate) {
    return new StudyBackend(
        candidate.facts(), Measurement.unavailable("its raw insert rate was not measured"), null);
  }
}
