package dev.spikebench.cli.parity;

import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.UrlConverter;
import dev.spikebench.cli.backend.BackendCatalog;
import dev.spikebench.cli.backend.TemporaryFolder;
import dev.spikebench.parity.observe.HttpTarget;
import dev.spikebench.parity.observe.Restarter;
import dev.spikebench.parity.observe.Target;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The backends of one run: those that were started for it, and those that ran already. Closing it
/// stops the former. One thread.
final class OpenBackends implements AutoCloseable {
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

  private final TemporaryFolder folder = TemporaryFolder.create("spikebench-parity");
  private final List<LaunchedBackend> launched = new ArrayList<>();
  private final Map<String, URI> addresses = new LinkedHashMap<>();
  private final Map<String, String> unavailable = new LinkedHashMap<>();

  /// Opens what the names stand for.
  ///
  /// @throws CommandException where a name stands for nothing, or none of them can be run here
  static OpenBackends open(List<String> names, BackendCatalog catalog, Consumer<String> say) {
    OpenBackends open = new OpenBackends();
    try {
      names.forEach(name -> open.add(name, catalog, say));
    } catch (RuntimeException failure) {
      open.close();
      throw failure;
    }
    if (open.addresses.isEmpty()) {
      open.close();
      throw new CommandException(
          ExitCode.TARGET_UNAVAILABLE, "no backend can be run here: " + open.unavailable);
    }
    return open;
  }

  /// Where each one listens, by name, in the order given.
  Map<String, URI> addresses() {
    return addresses;
  }

  /// Where their files lie.
  Path work() {
    return folder.path();
  }

  /// Why a backend could not be run here.
  Map<String, String> unavailable() {
    return unavailable;
  }

  /// Whether all were started here, so that they may be restarted.
  boolean allLaunched() {
    return launched.size() == addresses.size();
  }

  /// A target for each; to be closed by the caller.
  List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    addresses.forEach(
        (name, address) ->
            targets.add(new HttpTarget(name, address, ANSWER_TIMEOUT, restarter(name))));
    return targets;
  }

  private @Nullable Restarter restarter(String name) {
    return launched.stream()
        .filter(backend -> backend.id().equals(name))
        .<Restarter>map(backend -> backend::restart)
        .findFirst()
        .orElse(null);
  }

  private void add(String name, BackendCatalog catalog, Consumer<String> say) {
    int equals = name.indexOf("=http");
    String address = equals > 0 ? name.substring(equals + 1) : name;
    if (address.startsWith("http://") || address.startsWith("https://")) {
      put(equals > 0 ? name.substring(0, equals) : address, url(address));
      return;
    }
    BackendDescriptor descriptor = catalog.find(name);
    String problem = BackendCatalog.build(descriptor, say);
    if (problem != null) {
      say.accept(descriptor.id() + ": not run, because " + problem);
      unavailable.put(descriptor.id(), problem);
      return;
    }
    LaunchedBackend backend = LaunchedBackend.start(descriptor, folder.path());
    launched.add(backend);
    put(descriptor.id(), backend.baseUri());
  }

  private static URI url(String address) {
    try {
      return new UrlConverter().convert(address);
    } catch (RuntimeException refused) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(refused.getMessage()), refused);
    }
  }

  private void put(String name, URI address) {
    if (addresses.put(name, address) != null) {
      throw new CommandException(
          ExitCode.USAGE,
          "two backends are called '" + name + "'; name them: --backend a=URL --backend b=URL");
    }
  }

  @Override
  public void close() {
    launched.forEach(LaunchedBackend::close);
    folder.close();
  }
}
