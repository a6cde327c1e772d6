package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import dev.spikebench.parity.client.HttpAnswer;
import dev.spikebench.parity.client.StreamRefusedException;
import dev.spikebench.parity.client.StreamSubscriber;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadOfStreamIT {

  @Test
  @Rule("ROUTE-08")
  void headOfTheStreamAnswersAtOnceAndTakesNoSlotEvenAtTheLimit() {
    try (BackendFixture backend = BackendFixture.start(Map.of("INGEST_MAX_SSE_CLIENTS", "1"))) {
      for (int i = 0; i < 3; i++) {
        assertStreamHead(RawRequest.sendHead(backend, "/api/stream"));
      }
      assertThat(subscribers(backend)).isZero();
      try (StreamSubscriber only = backend.subscribe("")) {
        assertThat(only.head().status()).isEqualTo(200);
        assertThatThrownBy(() -> backend.subscribe("").close())
            .isInstanceOf(StreamRefusedException.class);
        assertStreamHead(RawRequest.sendHead(backend, "/api/stream"));
        assertThat(subscribers(backend)).isOne();
      }
      await().until(() -> subscribers(backend) == 0);
    }
  }

  private static void assertStreamHead(HttpAnswer answer) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).startsWith("text/event-stream");
  }

  private static long subscribers(BackendFixture backend) {
    return backend.http().get("/api/health").json().path("sse_clients").asLong(-1);
  }
}
