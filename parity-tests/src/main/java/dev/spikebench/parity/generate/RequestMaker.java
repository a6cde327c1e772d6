package dev.spikebench.parity.generate;

import dev.spikebench.parity.script.Field;
import dev.spikebench.parity.script.Framing;
import dev.spikebench.parity.script.Request;
import java.util.ArrayList;
import java.util.List;

/// Requests: how a body travels, and what else may be odd about them.
final class RequestMaker {
  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/json;charset=utf-8",
          "Application/JSON ; Charset=\"UTF-8\"",
          "application/json; v=1",
          "application/json; charset=latin1",
          "text/plain",
          "application/json5",
          "application/ld+json",
          "application/json; charset=utf8",
          "application/json, text/plain");
  private static final List<String> HOSTS =
      List.of(
          "HOST_PORT",
          "localhost",
          "LOCALHOST:1",
          "127.0.0.1",
          "127.1.2.3:80",
          "[::1]:9",
          "example.com",
          "localhost.example",
          "127.1",
          "[::2]",
          "0.0.0.0",
          "10.0.0.1:3141",
          "127.0.0.1.example");
  private static final List<String> ORIGINS =
      List.of(
          "http://HOST_PORT",
          "null",
          "http://evil.example",
          "https://HOST_PORT",
          "http://localhost",
          "http://HOST_PORT/");
  private static final List<String> METHODS =
      List.of("GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH");
  private static final List<String> PATHS =
      List.of(
          "/api/events",
          "/api/events/batch",
          "/api/stats",
          "/api/health",
          "/api/stream",
          "/",
          "/api/events/",
          "/api/%65vents",
          "/api/Health",
          "//api/health",
          "/api/nothing",
          "/api/health;a=b");
  private static final List<Field> IGNORED =
      List.of(
          new Field("If-None-Match", "*"),
          new Field("Range", "bytes=0-3"),
          new Field("If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT"),
          new Field("Accept", "text/html"),
          new Field("X-Forwarded-For", "10.0.0.1"));

  private final ChoiceSource choices;

  RequestMaker(ChoiceSource choices) {
    this.choices = choices;
  }

  /// A POST of these bytes; now and then in chunks or pieces.
  Request post(String target, String body) {
    Request plain = Request.post(target, body);
    if (!choices.chance(10)) {
      return plain;
    }
    Framing framing =
        choices.pick(
            List.of(
                new Framing(Framing.Kind.CHUNKED, 0),
                new Framing(Framing.Kind.CHUNKED, 7),
                new Framing(Framing.Kind.LENGTH, 5),
                new Framing(Framing.Kind.CHUNKED, 1)));
    boolean long_ = body.length() > 2_000 && framing.pieceBytes() > 0;
    return new Request(
        plain.method(), target, plain.fields(), body, long_ ? Framing.PLAIN : framing);
  }

  /// A request whose head is out of the ordinary.
  Request odd(String body) {
    return switch (choices.below(6)) {
      case 0 -> withType(body);
      case 1 -> new Request("GET", choices.pick(PATHS), List.of(host()), "", Framing.PLAIN);
      case 2 -> from(body);
      case 3 ->
          new Request(choices.pick(METHODS), choices.pick(PATHS), List.of(), "", Framing.PLAIN);
      case 4 -> new Request("GET", readable(), List.of(choices.pick(IGNORED)), "", Framing.PLAIN);
      default ->
          new Request(
              choices.pick(List.of("GET", "DELETE", "OPTIONS", "HEAD")),
              choices.pick(PATHS.subList(0, 4)),
              List.of(new Field("Content-Type", "application/json")),
              body,
              Framing.PLAIN);
    };
  }

  private String readable() {
    return choices.pick(
        List.of(
            "/api/health",
            "/api/stats?agent_type=agent-NONCE_00",
            "/api/events?session_id=session-NONCE_00"));
  }

  private Field host() {
    return new Field("Host", choices.pick(HOSTS));
  }

  private Request withType(String body) {
    List<Field> fields = new ArrayList<>();
    if (!choices.chance(10)) {
      fields.add(new Field("Content-Type", choices.pick(TYPES)));
    }
    if (choices.chance(10)) {
      fields.add(new Field("Content-Type", "application/json"));
    }
    if (choices.chance(10)) {
      fields.add(new Field("Content-Encoding", choices.pick(List.of("identity", "gzip"))));
    }
    return Request.post("/api/events", body).withFields(fields);
  }

  private Request from(String body) {
    Field origin = new Field("Origin", choices.pick(ORIGINS));
    if (choices.chance(40)) {
      return new Request(
          choices.pick(List.of("GET", "OPTIONS")),
          choices.pick(PATHS.subList(0, 5)),
          List.of(origin),
          "",
          Framing.PLAIN);
    }
    Field type = new Field("Content-Type", "application/json");
    return Request.post("/api/events", body).withFields(List.of(type, origin));
  }
}
