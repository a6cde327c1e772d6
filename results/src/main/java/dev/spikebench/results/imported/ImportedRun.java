package dev.spikebench.results.imported;

import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Design;
import dev.spikebench.results.model.Environment;
import dev.spikebench.results.model.ImportedFrom;
import dev.spikebench.results.model.MetricIds;
import dev.spikebench.results.model.Run;
import dev.spikebench.results.model.RunStatus;
import dev.spikebench.results.model.Tool;
import dev.spikebench.results.model.WorkloadParameters;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;

/// The result file of a run of the first study, whatever its figures were taken from: one day, no
/// iterations, marked as imported. Stateless.
final class ImportedRun {
  /// What a source does not state and a file must.
  static final String NOT_STATED = "not-stated";

  /// Version of what the importers make of a source; raised when that changes.
  private static final String IMPORTER_VERSION = "import-1";

  private ImportedRun() {}

  /// The result.
  ///
  /// @param day when it was measured
  /// @param source what it was taken from, in words
  /// @param text the whole source
  /// @param notes what a reader must know of it
  static BenchmarkResults of(
      LocalDate day,
      String source,
      String text,
      List<String> notes,
      Environment environment,
      WorkloadParameters workload,
      List<BackendSummary> backends) {
    Instant midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    return new BenchmarkResults(
        BenchmarkResults.SCHEMA_VERSION,
        new Tool("spikebench", IMPORTER_VERSION, null),
        new Run(
            "seed-" + day,
            midnight,
            midnight,
            RunStatus.COMPLETE,
            null,
            List.of(),
            null,
            List.of()),
        new ImportedFrom(source, sha256(text), day, true, notes),
        environment,
        workload,
        new Design("seed", NOT_STATED, 1, NOT_STATED, NOT_STATED, 0.95),
        MetricIds.definitions(),
        List.of(),
        backends);
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must have SHA-256", e);
    }
  }
}
