package dev.spikebench.jmh;

import dev.spikebench.loadgen.workload.BodyRenderer;
import dev.spikebench.loadgen.workload.Workload;
import java.time.Instant;

/// Request bodies of the spec workload, as the load generator sends them.
final class SpecBodies {
  /// Of the form and length that a run's nonce has.
  static final String NONCE = "20260225101112345deadbeef";

  static final Instant CLIENT_TIME = Instant.parse("2026-02-25T10:11:12.345Z");

  private SpecBodies() {}

  /// One event, for `POST /api/events`.
  static byte[] single() {
    return render(Workload.spec().asSingle().withEvents(1));
  }

  /// A batch, for `POST /api/events/batch`.
  static byte[] batch(int events) {
    return render(Workload.spec().withEvents(events).withBatchSize(events));
  }

  private static byte[] render(Workload workload) {
    return new BodyRenderer(workload, NONCE, CLIENT_TIME, 1).measured().body(0);
  }
}
