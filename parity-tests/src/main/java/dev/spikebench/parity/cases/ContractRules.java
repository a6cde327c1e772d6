package dev.spikebench.parity.cases;

import dev.spikebench.parity.ParityException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The rule ids of `docs/contract.md`, in the page's order. A rule is a list item or a table row
/// that begins with its id in bold.
///
/// @param ids all ids, none twice
public record ContractRules(Set<String> ids) {
  private static final String PAGE = "contract.md";
  private static final Pattern RULE =
      Pattern.compile("^(?:- |\\| ?)\\*\\*([A-Z]+-[0-9]{2,})\\*\\*", Pattern.MULTILINE);

  /// Copies the ids.
  public ContractRules {
    ids = Collections.unmodifiableSet(new LinkedHashSet<>(ids));
  }

  /// Reads the page that comes with this build.
  public static ContractRules ofBuild() {
    try (InputStream page = ContractRules.class.getResourceAsStream(PAGE)) {
      if (page == null) {
        throw new ParityException(PAGE + " is missing from the build");
      }
      return parse(new String(page.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new ParityException(PAGE + " can't be read", unreadable);
    }
  }

  /// Finds the ids in the text of the page.
  ///
  /// @throws IllegalArgumentException where an id is given twice, naming it
  public static ContractRules parse(String page) {
    Set<String> ids = new LinkedHashSet<>();
    Matcher rule = RULE.matcher(page);
    while (rule.find()) {
      if (!ids.add(rule.group(1))) {
        throw new IllegalArgumentException(
            "docs/contract.md gives the id " + rule.group(1) + " twice; take the next free number");
      }
    }
    return new ContractRules(ids);
  }

  /// The part of an id before its number.
  public static String chapterOf(String id) {
    return id.substring(0, id.lastIndexOf('-'));
  }

  /// The ids that are not in `named` and whose chapter is not in `leftOut`, in the page's order.
  public List<String> without(Set<String> named, Set<String> leftOut) {
    return ids.stream()
        .filter(id -> !named.contains(id) && !leftOut.contains(chapterOf(id)))
        .toList();
  }
}
