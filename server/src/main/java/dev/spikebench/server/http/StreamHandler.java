package dev.spikebench.server.http;

import dev.spikebench.server.stream.StreamFilter;
import dev.spikebench.server.stream.StreamHub;
import io.undertow.server.AbstractServerConnection;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.Map;

/// Opens the event stream.
final class StreamHandler {
  private static final HttpString ACCEL_BUFFERING = new HttpString("X-Accel-Buffering");

  private final StreamHub hub;

  StreamHandler(StreamHub hub) {
    this.hub = hub;
  }

  void open(Call call, Map<String, String> query) {
    if (call.method().equals("HEAD")) {
      setFields(call.exchange().getResponseHeaders());
      call.answer(new Answer(200, null, null, 0, true));
      return;
    }
    if (!hub.tryReserve()) {
      call.answer(limitReached());
      return;
    }
    HttpServerExchange exchange = call.exchange();
    setFields(exchange.getResponseHeaders());
    // The stream ends with its connection, so its frames need no chunks round them.
    exchange.setPersistent(false);
    AbstractServerConnection connection = (AbstractServerConnection) exchange.getConnection();
    hub.subscribe(
        new StreamFilter(query.get("agent_type"), query.get("event_type")),
        connection.getChannel(),
        exchange.getResponseChannel(),
        connection.getOriginalSourceConduit());
    call.settle();
  }

  private static void setFields(HeaderMap fields) {
    fields.put(Headers.CONTENT_TYPE, "text/event-stream");
    fields.put(Headers.CACHE_CONTROL, "no-cache");
    fields.put(ACCEL_BUFFERING, "no");
  }

  private Answer limitReached() {
    return Answer.json(
        503,
        generator -> {
          generator.writeStartObject();
          generator.writeStringField("error", "SSE client limit reached");
          generator.writeNumberField("max_clients", hub.maxClients());
          generator.writeEndObject();
        });
  }
}
