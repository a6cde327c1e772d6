package dev.spikebench.loadgen.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spikebench.loadgen.model.TargetException;
import dev.spikebench.loadgen.model.TlsTrust;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.MinimalHttpAsyncClient;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/// Asks a target how many events it has stored, on a connection of its own.
public final class StatsRequest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int OK = 200;

  private StatsRequest() {}

  /// The `total_events` of the target's statistics; null where it has none to tell.
  ///
  /// @param timeout longest time to wait for the answer
  /// @param trust which certificates of the target are good enough
  /// @throws TargetException if the target does not answer
  public static @Nullable Long totalEvents(URI target, Duration timeout, TlsTrust trust) {
    SessionSettings settings = new SessionSettings(target, 1, 0, 1, timeout, trust);
    MinimalHttpAsyncClient client = HttpTransport.open(settings);
    try {
      URI stats = URI.create(target.toString().replaceAll("/$", "") + "/api/stats");
      SimpleHttpResponse response =
          client
              .execute(SimpleRequestBuilder.get(stats).build(), null)
              .get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      return response.getCode() == OK ? totalEvents(response.getBodyBytes()) : null;
    } catch (ExecutionException e) {
      throw new TargetException(target, "does not answer any more", e.getCause());
    } catch (TimeoutException e) {
      throw new TargetException(target, "did not answer GET /api/stats in " + timeout, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetException(target, "asking it for its statistics was interrupted", e);
    } finally {
      client.close(CloseMode.IMMEDIATE);
    }
  }

  private static @Nullable Long totalEvents(byte @Nullable [] body) {
    if (body == null) {
      return null;
    }
    try {
      JsonNode total = JSON.readTree(body).path("total_events");
      return total.isNumber() ? (Long) total.longValue() : null;
    } catch (IOException e) {
      // Something else answers under that path: nothing this could be compared with.
      return null;
    }
  }
}
