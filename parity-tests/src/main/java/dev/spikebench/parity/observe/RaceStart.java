package dev.spikebench.parity.observe;

import dev.spikebench.parity.BackendLostException;
import dev.spikebench.parity.ParityException;
import dev.spikebench.parity.script.Step;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Sends the copies of a race, each on a connection of its own. Stateless.
final class RaceStart {
  private RaceStart() {}

  /// The answers, in the order of the copies. Blocking.
  ///
  /// @throws BackendLostException where a copy finds no backend
  static List<Answer> run(URI baseUri, Duration timeout, Step.Race race) {
    List<Answer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> calls =
          Collections.nCopies(race.copies(), race.request()).stream()
              .map(
                  request ->
                      threads.submit(
                          () -> {
                            try (Wire own = new Wire(baseUri, timeout)) {
                              return own.send(request);
                            }
                          }))
              .toList();
      for (Future<Answer> call : calls) {
        answers.add(call.get());
      }
      return answers;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ParityException("Interrupted in a race", interrupted);
    } catch (ExecutionException gone) {
      throw new BackendLostException(
          "The backend at " + baseUri + " took no connection in a race: it is gone", gone);
    }
  }
}
