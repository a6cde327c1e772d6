package dev.spikebench.parity.core;

import dev.spikebench.parity.BackendFixture;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/// Starts the packaged backend on a free port with a fresh database where no address is given, ends
/// it after the last case, and closes with the line `18/18`.
final class BackendOfTheBuild implements BeforeAllCallback, AfterAllCallback, TestWatcher {
  private @Nullable BackendFixture backend;
  private int passed;
  private int notPassed;

  @Override
  public void beforeAll(ExtensionContext context) {
    if (context.getConfigurationParameter(BackendUnderTest.URL_PARAMETER).isEmpty()) {
      backend = BackendFixture.start(Map.of());
      BackendUnderTest.use(context, backend.baseUri());
    }
  }

  @Override
  public void testSuccessful(ExtensionContext context) {
    passed++;
  }

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    notPassed++;
  }

  @Override
  public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
    notPassed++;
  }

  @Override
  public void testDisabled(ExtensionContext context, Optional<String> reason) {
    notPassed++;
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (backend != null) {
      backend.close();
    }
    System.out.println(passed + "/" + (passed + notPassed));
  }
}
