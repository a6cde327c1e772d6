package dev.spikebench.backends.descriptor;

import dev.spikebench.backends.tool.ToolFinder;
import dev.spikebench.backends.yaml.NearestName;
import dev.spikebench.backends.yaml.TextExpansion;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The values that `${name}` may stand for in a descriptor. Immutable.
///
/// - `${java}`: the `java` program of this process, so that a backend runs on the JDK in use;
/// - `${javaHome}`: the folder of that JDK;
/// - `${root}`: the project's folder; absent where spikebench does not know it;
/// - `${directory}`: the folder of the descriptor;
/// - `${program:NAME}`: the file of that program on the search path; just `NAME` where there is
///   none, which the check of the required tools tells in better words.
public final class Placeholders implements TextExpansion {
  /// System property that names the project's folder.
  public static final String ROOT_PROPERTY = "spikebench.root";

  private static final String PROGRAM_PREFIX = "program:";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

  private final Map<String, String> values;

  private Placeholders(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /// The values for a descriptor in the given folder, taken from this process.
  public static Placeholders forDirectory(Path directory) {
    String root = System.getProperty(ROOT_PROPERTY);
    return forDirectory(directory, root == null || root.isBlank() ? null : Path.of(root));
  }

  /// The same for a descriptor of another checkout of the project.
  ///
  /// @param root what `${root}` stands for; null where it is not known
  public static Placeholders forDirectory(Path directory, @Nullable Path root) {
    Map<String, String> values = new TreeMap<>();
    Path javaHome = Path.of(System.getProperty("java.home"));
    values.put("java", javaHome.resolve("bin").resolve("java").toString());
    values.put("javaHome", javaHome.toString());
    values.put("directory", directory.toAbsolutePath().normalize().toString());
    if (root != null) {
      values.put("root", root.toAbsolutePath().normalize().toString());
    }
    return new Placeholders(values);
  }

  @Override
  public String expand(String text, Consumer<String> problem) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    StringBuilder expanded = new StringBuilder();
    while (matcher.find()) {
      String value = value(matcher.group(1));
      if (value == null) {
        problem.accept(unknown(matcher.group(1)));
        value = matcher.group();
      }
      matcher.appendReplacement(expanded, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(expanded).toString();
  }

  private @Nullable String value(String name) {
    if (name.startsWith(PROGRAM_PREFIX) && name.length() > PROGRAM_PREFIX.length()) {
      String program = name.substring(PROGRAM_PREFIX.length());
      return ToolFinder.find(program).map(Path::toString).orElse(program);
    }
    return values.get(name);
  }

  private String unknown(String name) {
    if (name.equals("root")) {
      return "${root} is not known; set the system property " + ROOT_PROPERTY;
    }
    String meant =
        NearestName.of(name, values.keySet())
            .map(near -> "; did you mean ${" + near + "}?")
            .orElse("");
    return "unknown placeholder ${"
        + name
        + "}"
        + meant
        + " Known are "
        + new TreeMap<>(values).keySet();
  }
}
