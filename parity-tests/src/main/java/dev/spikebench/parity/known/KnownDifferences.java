package dev.spikebench.parity.known;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spikebench.parity.ParityException;
import dev.spikebench.parity.cases.ContractCase;
import dev.spikebench.parity.cases.Grade;
import dev.spikebench.parity.client.CallFailedException;
import dev.spikebench.parity.client.Json;
import dev.spikebench.parity.compare.Facet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// All entries of a file. The file is `{"ceiling":0,"entries":[…]}`; the ceiling may only fall
/// without a reason in the commit, and more entries than it are refused.
///
/// @param entries in the order of the file
public record KnownDifferences(List<KnownDifference> entries) {
  private static final String FILE = "known-differences.json";
  private static final long MAX_DAYS = 90;
  private static final Set<String> KEYS =
      Set.of("case", "facet", "expected", "why", "created", "expires");

  /// Copies the entries.
  public KnownDifferences {
    entries = List.copyOf(entries);
  }

  /// No entry.
  public static KnownDifferences none() {
    return new KnownDifferences(List.of());
  }

  /// The file of this build.
  ///
  /// @throws ParityException naming the entry that breaks a rule
  public static KnownDifferences ofBuild(List<ContractCase> cases) {
    try (InputStream file = KnownDifferences.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new ParityException(FILE + " is missing from the build");
      }
      return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8), cases);
    } catch (IOException unreadable) {
      throw new ParityException(FILE + " can't be read", unreadable);
    }
  }

  /// Reads the text of a file and holds it against the planned cases.
  ///
  /// @throws ParityException naming the entry that breaks a rule
  public static KnownDifferences parse(String text, List<ContractCase> cases) {
    JsonNode file;
    try {
      file = Json.parse(text);
    } catch (CallFailedException notJson) {
      throw new ParityException("The file of known differences is no JSON", notJson);
    }
    List<KnownDifference> entries = new ArrayList<>();
    Set<String> places = new HashSet<>();
    for (JsonNode entry : file.path("entries")) {
      KnownDifference known = entry(entry);
      String place = known.caseId() + " " + known.facet().id();
      require(places.add(place), place, "is listed twice");
      check(known, cases, place);
      entries.add(known);
    }
    int ceiling = file.path("ceiling").asInt(0);
    require(
        entries.size() <= ceiling,
        entries.size() + " entries",
        "are over the ceiling of " + ceiling + ": mend a difference, or raise it with a reason");
    return new KnownDifferences(entries);
  }

  /// The entry for a case's facet.
  public Optional<KnownDifference> find(String caseId, Facet facet) {
    return entries.stream()
        .filter(entry -> entry.caseId().equals(caseId) && entry.facet() == facet)
        .findFirst();
  }

  private static KnownDifference entry(JsonNode entry) {
    String place = entry.path("case").asText("an entry");
    entry.fieldNames().forEachRemaining(key -> require(KEYS.contains(key), place, "has " + key));
    try {
      Map<String, String> expected = new TreeMap<>();
      entry
          .path("expected")
          .properties()
          .forEach(member -> expected.put(member.getKey(), member.getValue().asText()));
      require(!expected.isEmpty(), place, "does not say what each backend does (expected)");
      require(!entry.path("why").asText().isBlank(), place, "gives no reason (why)");
      String expires = entry.path("expires").asText();
      return new KnownDifference(
          place,
          Facet.of(entry.path("facet").asText()),
          expected,
          entry.path("why").asText(),
          LocalDate.parse(entry.path("created").asText()),
          expires.equals("permanent") ? null : LocalDate.parse(expires));
    } catch (DateTimeException noDate) {
      throw refused(place, "needs created and expires as YYYY-MM-DD (or permanent)");
    } catch (IllegalArgumentException noFacet) {
      throw refused(place, "names no facet; there are " + List.of(Facet.values()));
    }
  }

  private static void check(KnownDifference known, List<ContractCase> cases, String place) {
    ContractCase planned =
        cases.stream()
            .filter(one -> one.id().equals(known.caseId()))
            .findFirst()
            .orElseThrow(() -> refused(place, "matches no planned case; remove it"));
    LocalDate expires = known.expires();
    if (expires == null) {
      require(
          planned.grade() != Grade.MUST, place, "is permanent, which no case of grade MUST may be");
    } else {
      require(
          ChronoUnit.DAYS.between(known.created(), expires) <= MAX_DAYS,
          place,
          "expires more than " + MAX_DAYS + " days after its creation");
    }
  }

  private static void require(boolean condition, String place, String what) {
    if (!condition) {
      throw refused(place, what);
    }
  }

  private static ParityException refused(String place, String what) {
    return new ParityException("Known differences: " + place + " " + what);
  }
}
