package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import dev.spikebench.parity.client.RawConnection;
import dev.spikebench.parity.client.RawOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Runs beside the other tests: it does nothing but wait.
@Execution(ExecutionMode.CONCURRENT)
class SlowRequestIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration TOLERANCE = Duration.ofSeconds(2);
  private static final String JSON = "Content-Type: application/json";
  private static final BackendFixture BACKEND = BackendFixture.shared();

  /// All wait at the same time, because the time is the contract's.
  @Test
  @Rule("LIMIT-05")
  void unfinishedRequestOnWhichNothingArrivesIsEndedAfterThirtySecondsAndNotBefore() {
    ObjectNode event = Samples.event();
    String body = event.toString();
    String chunked =
        RawRequest.head(BACKEND, "POST", "/api/events", JSON, "Transfer-Encoding: chunked");
    String declared =
        RawRequest.head(BACKEND, "POST", "/api/events", JSON, "Content-Length: " + body.length());
    List<String> unfinished =
        List.of(
            "POST /api/ev",
            "POST /api/events HTTP/1.1\r\nHost: localhost\r\nContent-Ty",
            RawRequest.head(BACKEND, "POST", "/api/events", JSON, "Content-Length: 100"),
            declared + body.substring(0, body.length() - 1),
            chunked,
            chunked + "5\r\n{\"a\":\r\n",
            chunked + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Ending>> endings = new ArrayList<>();
      for (String request : unfinished) {
        endings.add(CompletableFuture.supplyAsync(() -> endingOf(request), threads));
      }
      for (int i = 0; i < unfinished.size(); i++) {
        Ending ending = endings.get(i).join();
        assertThat(ending.outcome()).as(unfinished.get(i)).matches(SlowRequestIT::ended);
        assertThat(ending.after()).as(unfinished.get(i)).isGreaterThan(LIMIT.minus(TOLERANCE));
      }
    }
    Traces.assertNone(BACKEND, event);
  }

  private record Ending(RawOutcome outcome, Duration after) {}

  private static Ending endingOf(String request) {
    try (RawConnection connection = RawConnection.open(BACKEND.baseUri(), PATIENCE)) {
      connection.write(request);
      long startNs = System.nanoTime();
      RawOutcome outcome = connection.readAnswer();
      return new Ending(outcome, Duration.ofNanos(System.nanoTime() - startNs));
    }
  }

  private static boolean ended(RawOutcome outcome) {
    return outcome.closed()
        || (outcome instanceof RawOutcome.Answered answered
            && answered.httpAnswer().status() == 408);
  }
}
