package dev.spikebench.parity;

import dev.spikebench.parity.client.CallFailedException;
import dev.spikebench.parity.client.HttpCaller;
import dev.spikebench.parity.core.BackendUnderTest;
import dev.spikebench.parity.core.CoreCases;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.reporting.legacy.xml.LegacyXmlReportGeneratingListener;

/// Runs the 18 cases against any address. What is on the class path beside them, and settings of a
/// surrounding JUnit, change nothing. Blocking; several runs at once do not disturb each other.
public final class ParitySuite {
  private static final Duration PRECHECK_TIMEOUT = Duration.ofSeconds(5);

  private ParitySuite() {}

  /// Runs all cases, one after the other.
  ///
  /// @param baseUrl scheme, host and port of the backend
  /// @throws BackendUnreachableException where nothing answers there
  public static ParityResult run(URI baseUrl, ParityListener listener) {
    return run(baseUrl, listener, Map.of());
  }

  /// As above, and writes the JUnit XML report `TEST-junit-jupiter.xml` into `reportFolder`, which
  /// is made if it is missing.
  ///
  /// @throws ParityException where the report can't be written; the cases have run by then
  public static ParityResult run(URI baseUrl, ParityListener listener, Path reportFolder) {
    StringWriter complaints = new StringWriter();
    PrintWriter out = new PrintWriter(complaints);
    ParityResult result =
        run(baseUrl, listener, Map.of(), new LegacyXmlReportGeneratingListener(reportFolder, out));
    if (!complaints.toString().isEmpty()) {
      throw new ParityException(
          "No JUnit report in "
              + reportFolder
              + ", choose a folder that can be written: "
              + complaints.toString().lines().findFirst().orElse(""));
    }
    return result;
  }

  static ParityResult run(
      URI baseUrl,
      ParityListener listener,
      Map<String, String> parameters,
      TestExecutionListener... reports) {
    checkReachable(baseUrl);
    List<CaseResult> cases = new ArrayList<>();
    CaseCollector collector =
        new CaseCollector(
            result -> {
              cases.add(result);
              listener.caseFinished(result);
            });
    List<TestExecutionListener> listeners = new ArrayList<>(List.of(reports));
    listeners.add(collector);
    launcher()
        .execute(request(baseUrl, parameters), listeners.toArray(TestExecutionListener[]::new));
    if (!collector.faults().isEmpty()) {
      throw new ParityException("The suite itself failed: " + collector.faults());
    }
    return new ParityResult(baseUrl, cases);
  }

  private static Launcher launcher() {
    return LauncherFactory.create(
        LauncherConfig.builder()
            .enableTestEngineAutoRegistration(false)
            .enableTestExecutionListenerAutoRegistration(false)
            .enableLauncherDiscoveryListenerAutoRegistration(false)
            .enableLauncherSessionListenerAutoRegistration(false)
            .enablePostDiscoveryFilterAutoRegistration(false)
            .addTestEngines(new JupiterTestEngine())
            .build());
  }

  private static LauncherDiscoveryRequest request(URI baseUrl, Map<String, String> parameters) {
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(DiscoverySelectors.selectClass(CoreCases.class))
        .enableImplicitConfigurationParameters(false)
        .configurationParameter(BackendUnderTest.URL_PARAMETER, baseUrl.toString())
        .configurationParameters(parameters)
        .build();
  }

  /// Any answer will do: whether it is the right one is for the cases to say.
  private static void checkReachable(URI baseUrl) {
    try (HttpCaller caller = new HttpCaller(baseUrl, PRECHECK_TIMEOUT)) {
      caller.get("/api/health");
    } catch (CallFailedException nothingThere) {
      throw new BackendUnreachableException(baseUrl, nothingThere);
    }
  }
}
