package dev.spikebench.results.gate;

import dev.spikebench.results.model.GateResults;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The command that repeats a session.
public final class GateReproduction {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,~^@%+-]+");

  private GateReproduction() {}

  /// The command line, with the seed that decided the order.
  public static String command(GateResults results) {
    List<String> words = new ArrayList<>(List.of("./spikebench"));
    results.run().arguments().stream().map(GateReproduction::quoted).forEach(words::add);
    Long seed = results.run().seed();
    if (seed != null && !results.run().arguments().contains("--seed")) {
      words.add("--seed");
      words.add(seed.toString());
    }
    return String.join(" ", words);
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
