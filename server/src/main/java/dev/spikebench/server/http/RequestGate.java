package dev.spikebench.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.SameThreadExecutor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The way into the server: refuses in the contract's order, then hands on to the route. Runs on IO
/// threads.
final class RequestGate implements HttpHandler {
  private static final HttpString ORIGIN = new HttpString("Origin");

  private final HostPolicy hosts;
  private final OriginPolicy origins;
  private final Calls calls;
  private final Handlers handlers;

  RequestGate(HostPolicy hosts, OriginPolicy origins, Calls calls, Handlers handlers) {
    this.hosts = hosts;
    this.origins = origins;
    this.calls = calls;
    this.handlers = handlers;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    // Outside of Undertow's call stack the exchange is ours alone, to be ended when we say so.
    exchange.dispatch(
        SameThreadExecutor.INSTANCE,
        () -> {
          Call call = new Call(exchange, calls);
          call.guarded(() -> serve(call));
        });
  }

  private void serve(Call call) {
    HttpServerExchange exchange = call.exchange();
    RequestTarget target =
        RequestTarget.of(exchange.getRequestURI(), exchange.isHostIncludedInRequestURI());
    List<String> originFields = call.fields(ORIGIN);
    if (originFields.size() == 1 && origins.isListed(originFields.getFirst())) {
      call.allowOrigin(originFields.getFirst());
    }
    if (!hosts.allows(call.field(Headers.HOST)) || !hosts.allows(target.authority())) {
      call.answer(Answer.error(403, "Host is not allowed"));
      return;
    }
    if (!BodyLength.isKnownEncoding(exchange)) {
      call.answer(Answer.error(501, "Transfer-Encoding must be chunked").closing());
      return;
    }
    Route route = Route.ofPath(target.path());
    if (route == null) {
      call.answer(Answer.error(404, "Not found"));
      return;
    }
    Answer settled = withoutHandler(call, route, originFields);
    if (settled == null) {
      handOn(call, route);
    } else {
      call.answer(settled);
    }
  }

  private @Nullable Answer withoutHandler(Call call, Route route, List<String> originFields) {
    String method = call.method();
    if (method.equals("OPTIONS")) {
      return Answer.options(route.allow());
    }
    if (!route.allows(method)) {
      return Answer.methodNotAllowed(route.allow());
    }
    boolean guarded = route == Route.STREAM || method.equals("POST");
    if (guarded && !originFields.isEmpty() && !areAllowed(originFields, call)) {
      return Answer.error(403, "Origin is not allowed");
    }
    return null;
  }

  private boolean areAllowed(List<String> originFields, Call call) {
    return originFields.size() == 1
        && origins.allows(originFields.getFirst(), call.field(Headers.HOST));
  }

  private void handOn(Call call, Route route) {
    try {
      Map<String, String> query =
          call.method().equals("POST")
              ? Map.of()
              : QueryString.parse(call.exchange().getQueryString(), route.parameters());
      switch (route) {
        case EVENTS -> {
          if (call.method().equals("POST")) {
            handlers.ingest().single(call);
          } else {
            handlers.reads().events(call, query);
          }
        }
        case BATCH -> handlers.ingest().batch(call);
        case STATS -> handlers.reads().stats(call, query);
        case HEALTH -> handlers.health().answer(call);
        case STREAM -> handlers.stream().open(call, query);
      }
    } catch (BadQueryException e) {
      call.answer(Answer.error(400, e.problem()));
    }
  }

  /// What the routes lead to.
  record Handlers(
      IngestHandler ingest, ReadHandler reads, HealthHandler health, StreamHandler stream) {}
}
