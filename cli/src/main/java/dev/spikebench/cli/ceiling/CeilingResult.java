package dev.spikebench.cli.ceiling;

import dev.spikebench.backends.environment.SyncLatency;
import dev.spikebench.cli.jmh.ParsingRate;
import dev.spikebench.loadgen.NullServerFigures;
import dev.spikebench.results.model.Environment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that was measured.
///
/// @param environment the machine
/// @param quick whether with few cases
/// @param complete whether it went to its end
/// @param syncLatency of the file system
/// @param parsing parsing and validating alone; null where it was not measured
/// @param generator the load generator against a server that costs nothing; null where it was not
///   measured
/// @param rates of the bindings, case by case
record CeilingResult(
    Environment environment,
    boolean quick,
    boolean complete,
    SyncLatency syncLatency,
    @Nullable ParsingRate parsing,
    NullServerFigures.@Nullable Figures generator,
    List<CeilingRate> rates) {

  CeilingResult {
    rates = List.copyOf(rates);
  }
}
