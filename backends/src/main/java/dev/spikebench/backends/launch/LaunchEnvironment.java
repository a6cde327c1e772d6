package dev.spikebench.backends.launch;

import dev.spikebench.backends.process.RunMark;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// The environment that a backend runs in: this process' own without what would change a backend
/// unseen, then what the launcher, the plan and the caller say, the later winning.
public final class LaunchEnvironment {
  static final String DATABASE_PATH = "INGEST_DB_PATH";
  private static final String CONTRACT_PREFIX = "INGEST_";

  private static final List<String> HIDDEN_OPTIONS =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "NODE_OPTIONS");

  private LaunchEnvironment() {}

  /// Removes the variables by which a runtime takes options besides its command line.
  public static void removeHiddenOptions(Map<String, String> environment) {
    environment.keySet().removeAll(HIDDEN_OPTIONS);
  }

  static void fill(
      Map<String, String> environment,
      LaunchPlan plan,
      LaunchOptions options,
      RunFolder folder,
      RunMark mark) {
    environment.keySet().removeIf(name -> name.startsWith(CONTRACT_PREFIX));
    removeHiddenOptions(environment);
    environment.put("INGEST_HOST", "127.0.0.1");
    URI address = plan.address();
    environment.put("INGEST_PORT", Integer.toString(address == null ? 0 : address.getPort()));
    environment.putAll(plan.environment());
    environment.putAll(options.environment());
    environment.put(DATABASE_PATH, folder.databaseFile().toString());
    environment.put(RunMark.VARIABLE, mark.word());
  }
}
