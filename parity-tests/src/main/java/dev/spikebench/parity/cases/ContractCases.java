package dev.spikebench.parity.cases;

import dev.spikebench.parity.ParityException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// All contract cases, and the rules that no request can show.
///
/// @param cases in the order of the file
/// @param unseen why, by rule
/// @param untold rules of the contract that have neither a case nor such a reason
public record ContractCases(
    List<ContractCase> cases, Map<String, String> unseen, List<String> untold) {
  private static final String FILE = "contract-cases.txt";

  /// Permissions, the 18 cases themselves, and the load generator's part.
  private static final Set<String> CHAPTERS_OF_OTHERS = Set.of("DIFF", "PARITY", "WORKLOAD");

  /// Copies all three.
  public ContractCases {
    cases = List.copyOf(cases);
    unseen = Collections.unmodifiableMap(new LinkedHashMap<>(unseen));
    untold = List.copyOf(untold);
  }

  /// These cases, of which nothing is missing.
  public static ContractCases of(List<ContractCase> cases) {
    return new ContractCases(cases, Map.of(), List.of());
  }

  /// The cases of this build.
  public static ContractCases load() {
    try (InputStream file = ContractCases.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new ParityException(FILE + " is missing from the build");
      }
      return parse(
          new String(file.readAllBytes(), StandardCharsets.UTF_8), ContractRules.ofBuild());
    } catch (IOException unreadable) {
      throw new ParityException(FILE + " can't be read", unreadable);
    }
  }

  /// Reads the text of a file of cases and holds it against the contract's rules.
  ///
  /// @throws ParityException naming the line that can't be read
  public static ContractCases parse(String text, ContractRules rules) {
    List<ContractCase> cases = new ArrayList<>();
    Map<String, String> unseen = new LinkedHashMap<>();
    List<String> block = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("#") || line.isBlank()) {
        continue;
      }
      if (!line.startsWith("  ")) {
        finish(block, cases);
      }
      if (line.startsWith("unseen ")) {
        int colon = line.lastIndexOf(" : ");
        Arrays.stream(line.substring(7, colon).split(" "))
            .forEach(rule -> unseen.put(rule, line.substring(colon + 3)));
      } else {
        block.add(line);
      }
    }
    finish(block, cases);
    ContractCases told = new ContractCases(cases, unseen, List.of());
    Set<String> all = told.shown();
    all.addAll(unseen.keySet());
    return new ContractCases(cases, unseen, rules.without(all, CHAPTERS_OF_OTHERS));
  }

  /// All rules that a case shows.
  public Set<String> shown() {
    Set<String> rules = new TreeSet<>();
    cases.forEach(one -> rules.addAll(one.rules()));
    return rules;
  }

  private static void finish(List<String> block, List<ContractCase> cases) {
    if (block.isEmpty()) {
      return;
    }
    ContractCase read = new CaseText(block.getFirst()).read(block.subList(1, block.size()));
    if (cases.stream().anyMatch(other -> other.id().equals(read.id()))) {
      throw new ParityException(FILE + ": the case " + read.id() + " is there twice; rename one");
    }
    cases.add(read);
    block.clear();
  }
}
