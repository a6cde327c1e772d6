package dev.spikebench.cli.doctor;

import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.load.LoadService;
import dev.spikebench.cli.text.Quantity;
import dev.spikebench.loadgen.NullServerFigures;
import dev.spikebench.loadgen.NullServerFigures.Figures;
import dev.spikebench.loadgen.NullServerFigures.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the load generator itself can do here: a backend near these rates can't be told from it.
public final class GeneratorFigures {
  private final Figures figures;

  private GeneratorFigures(Figures figures) {
    this.figures = figures;
  }

  /// Measures; takes some seconds.
  public static GeneratorFigures measure(Terminal terminal, boolean quiet) {
    return new GeneratorFigures(NullServerFigures.measure(LoadService.progressOn(terminal, quiet)));
  }

  /// The figures for scripts.
  Figures document() {
    return figures;
  }

  /// The figures for the eyes.
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Row row : figures.rows()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %2d connections  %s requests/s, p50 %s, p99 %s, %.2f reads a request, %d accepted",
              row.connections(),
              Quantity.rate(row.requestsPerSecond()),
              Quantity.milliseconds(row.p50Ns()),
              Quantity.milliseconds(row.p99Ns()),
              row.readsPerRequest(),
              row.accepts()));
    }
    return lines;
  }
}
