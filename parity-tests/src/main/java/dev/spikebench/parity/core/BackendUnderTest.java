package dev.spikebench.parity.core;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Hands the cases the [Backend]: the one that another extension put in place by [#use], else the
/// one at the address of the configuration parameter (or system property) [#URL_PARAMETER].
public final class BackendUnderTest implements ParameterResolver {
  /// The name of the parameter with the base address.
  public static final String URL_PARAMETER = "spikebench.url";

  /// The name of the parameter with the milliseconds that an answer or message may take.
  public static final String TIMEOUT_PARAMETER = "spikebench.parity.timeoutMs";

  private static final long DEFAULT_TIMEOUT_MS = 10_000;
  private static final Namespace NAMESPACE = Namespace.create(BackendUnderTest.class);

  /// Gives the tests below `context` the backend at `baseUri`.
  public static void use(ExtensionContext context, URI baseUri) {
    context.getStore(NAMESPACE).put(Backend.class, new Backend(baseUri, timeout(context)));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Backend.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    // The class's store, so that all its tests share one and JUnit closes it after the last.
    ExtensionContext home = context.getParent().orElse(context);
    return Objects.requireNonNull(
        home.getStore(NAMESPACE)
            .getOrComputeIfAbsent(
                Backend.class,
                key -> new Backend(address(context), timeout(context)),
                Backend.class));
  }

  private static Duration timeout(ExtensionContext context) {
    return Duration.ofMillis(
        context
            .getConfigurationParameter(TIMEOUT_PARAMETER, Long::valueOf)
            .orElse(DEFAULT_TIMEOUT_MS));
  }

  private static URI address(ExtensionContext context) {
    String url =
        context
            .getConfigurationParameter(URL_PARAMETER)
            .orElseThrow(
                () ->
                    new ParameterResolutionException(
                        "No backend to test: give its base address as " + URL_PARAMETER));
    return URI.create(url);
  }
}
