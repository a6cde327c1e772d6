package dev.spikebench.cli.target;

import dev.spikebench.backends.launch.FreePort;
import dev.spikebench.backends.launch.LaunchPlan;
import dev.spikebench.backends.process.StopSignal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes a plan of what a user says of a command to start. Thread-safe: no state.
///
/// The address is the ready URL where one is given; else, where the command or its variables hold
/// `${port}`, that port of the loopback interface; else what the command prints itself.
public final class CommandTarget {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");
  private static final String PORT = "port";
  private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9._-]+");

  private CommandTarget() {}

  /// What a user says.
  ///
  /// @param command command line, split as a shell would
  /// @param directory where it runs
  /// @param environment variables for it
  /// @param readyUrl URL that answers 200 once it is ready; null where only the path is given
  /// @param readyPath path that does so
  /// @param stopSignal what asks it to end
  /// @param startTimeout how long it may take to get ready
  public record Words(
      String command,
      Path directory,
      Map<String, String> environment,
      @Nullable String readyUrl,
      String readyPath,
      StopSignal stopSignal,
      Duration startTimeout) {}

  /// The target of these words, with a free port where one is asked for.
  ///
  /// @throws IllegalArgumentException with a sentence for the user, naming the option
  public static TargetSpec.Command of(Words words) {
    List<String> command = split(words.command());
    String readyUrl = words.readyUrl();
    boolean portWanted =
        (readyUrl != null && readyUrl.contains("${"))
            || command.stream().anyMatch(word -> word.contains("${"))
            || words.environment().values().stream().anyMatch(value -> value.contains("${"));
    int port = portWanted ? FreePort.find() : 0;
    UnaryOperator<String> expand = text -> expand(text, port);
    URI ready = readyUrl == null ? null : readyUrl(expand.apply(readyUrl));
    Map<String, String> environment = new LinkedHashMap<>();
    words.environment().forEach((name, value) -> environment.put(name, expand.apply(value)));
    LaunchPlan plan =
        new LaunchPlan(
            id(command.getFirst()),
            command.stream().map(expand).toList(),
            words.directory().toAbsolutePath().normalize(),
            Map.of(),
            address(ready, port),
            ready == null ? path(words.readyPath()) : pathOf(ready),
            words.stopSignal());
    return new TargetSpec.Command(plan, environment, words.startTimeout());
  }

  private static List<String> split(String command) {
    try {
      return CommandWords.of(command);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--launch '" + command + "': " + e.getMessage(), e);
    }
  }

  private static @Nullable URI address(@Nullable URI ready, int port) {
    if (ready != null) {
      return URI.create("http://" + ready.getRawAuthority());
    }
    return port == 0 ? null : URI.create("http://127.0.0.1:" + port);
  }

  private static String expand(String text, int port) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    StringBuilder expanded = new StringBuilder();
    while (matcher.find()) {
      if (!matcher.group(1).equals(PORT)) {
        throw new IllegalArgumentException(
            "unknown placeholder " + matcher.group() + " in '" + text + "'; known is ${port}");
      }
      matcher.appendReplacement(expanded, Integer.toString(port));
    }
    return matcher.appendTail(expanded).toString();
  }

  private static URI readyUrl(String text) {
    try {
      URI url = new URI(text);
      if ("http".equals(url.getScheme()) && url.getHost() != null && url.getPort() > 0) {
        return url.getRawPath().isEmpty() ? url.resolve("/") : url;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("--ready-url '" + text + "': " + e.getReason(), e);
    }
    throw new IllegalArgumentException(
        "--ready-url must be of the form http://HOST:PORT/PATH, was '" + text + "'");
  }

  private static String pathOf(URI ready) {
    return ready.getRawQuery() == null
        ? ready.getRawPath()
        : ready.getRawPath() + "?" + ready.getRawQuery();
  }

  private static String path(String readyPath) {
    if (!readyPath.startsWith("/")) {
      throw new IllegalArgumentException(
          "--ready-path must begin with '/', was '" + readyPath + "'");
    }
    return readyPath;
  }

  /// The program's name, as a part of folder names.
  private static String id(String program) {
    String name = String.valueOf(Path.of(program).getFileName());
    return NOT_IN_NAMES.matcher(name).replaceAll("-");
  }
}
