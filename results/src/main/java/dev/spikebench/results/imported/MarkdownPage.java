package dev.spikebench.results.imported;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The parts of a published Markdown page that hold data: front matter, bullet lists and tables
/// under their headings.
final class MarkdownPage {

  private static final Pattern HEADING = Pattern.compile("#{1,6} +(.+)");
  private static final Pattern FRONT_MATTER = Pattern.compile("([a-z]+): *(.+)");
  private static final Pattern BULLET = Pattern.compile("- +(.+)");
  private static final Pattern RULE = Pattern.compile("\\|[-| :]+");

  private final String place;
  private final Map<String, String> frontMatter = new LinkedHashMap<>();
  private final Map<String, List<String>> bullets = new LinkedHashMap<>();
  private final Map<String, List<List<String>>> tables = new LinkedHashMap<>();

  private MarkdownPage(String place) {
    this.place = place;
  }

  /// Reads a page; `place` names it in messages.
  static MarkdownPage parse(String place, String text) {
    MarkdownPage page = new MarkdownPage(place);
    String heading = "";
    boolean inFrontMatter = text.startsWith("---");
    for (String line : text.lines().skip(inFrontMatter ? 1 : 0).toList()) {
      Matcher title = HEADING.matcher(line);
      if (inFrontMatter) {
        inFrontMatter = !line.equals("---");
        page.readFrontMatter(line);
      } else if (title.matches()) {
        heading = title.group(1).strip();
      } else {
        page.readLine(heading, line);
      }
    }
    return page;
  }

  private void readFrontMatter(String line) {
    Matcher entry = FRONT_MATTER.matcher(line);
    if (entry.matches()) {
      frontMatter.put(entry.group(1), entry.group(2).strip());
    }
  }

  private void readLine(String heading, String line) {
    Matcher bullet = BULLET.matcher(line);
    if (bullet.matches()) {
      bullets.computeIfAbsent(heading, it -> new ArrayList<>()).add(bullet.group(1).strip());
    } else if (line.startsWith("|") && !RULE.matcher(line).matches()) {
      List<String> cells =
          Pattern.compile("\\|").splitAsStream(line).skip(1).map(String::strip).toList();
      tables.computeIfAbsent(heading, it -> new ArrayList<>()).add(cells);
    }
  }

  /// A value of the front matter.
  String frontMatter(String key) {
    String value = frontMatter.get(key);
    if (value == null) {
      throw new ImportException(place + " has no " + key + " in its front matter");
    }
    return value;
  }

  /// The bullets under a heading.
  List<String> bullets(String heading) {
    return List.copyOf(bullets.getOrDefault(heading, List.of()));
  }

  /// What follows `**label**:` in a bullet under a heading.
  String labelled(String heading, String label) {
    String start = "**" + label + "**:";
    return bullets(heading).stream()
        .filter(it -> it.startsWith(start))
        .map(it -> it.substring(start.length()).strip())
        .findFirst()
        .orElseThrow(() -> new ImportException(place + " has no " + start + " under " + heading));
  }

  /// The columns of the table under a heading: the cells of its first row after the first.
  List<String> columns(String heading) {
    List<String> head = rows(heading).getFirst();
    return head.subList(1, head.size());
  }

  /// The cells after the first of the row that begins with the label.
  List<String> row(String heading, String label) {
    List<String> row =
        rows(heading).stream()
            .filter(it -> it.getFirst().equals(label))
            .findFirst()
            .orElseThrow(
                () ->
                    new ImportException(
                        place + " has no row " + label + " in the table under " + heading));
    if (row.size() != rows(heading).getFirst().size()) {
      throw new ImportException(
          place + " has another number of cells in row " + label + " than columns");
    }
    return row.subList(1, row.size());
  }

  private List<List<String>> rows(String heading) {
    List<List<String>> rows = tables.get(heading);
    if (rows == null) {
      throw new ImportException(place + " has no table under " + heading);
    }
    return rows;
  }
}
