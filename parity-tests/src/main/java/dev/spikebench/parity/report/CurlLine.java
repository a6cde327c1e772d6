package dev.spikebench.parity.report;

import dev.spikebench.parity.script.Framing;
import dev.spikebench.parity.script.Request;
import java.util.stream.Collectors;

/// A request as a line for a shell. Bytes that a line can't hold are given by `printf`.
final class CurlLine {
  private static final String ADDRESS = "http://127.0.0.1:3141";

  private CurlLine() {}

  static String of(Request request) {
    StringBuilder line = new StringBuilder();
    boolean body = !request.body().isEmpty() || request.method().equals("POST");
    if (body) {
      line.append("printf ").append(quoted(printf(request.body()))).append(" | ");
    }
    line.append("curl -sS -i --path-as-is -X ").append(request.method());
    for (var field : request.fields()) {
      boolean own = field.value().equals(Request.HOST_TOKEN);
      if (!own) {
        line.append(" -H ").append(quoted(field.name() + ": " + field.value()));
      }
    }
    if (body && request.values("Content-Type").isEmpty()) {
      line.append(" -H 'Content-Type:'");
    }
    if (request.framing().kind() == Framing.Kind.CHUNKED) {
      line.append(" -H 'Transfer-Encoding: chunked'");
    }
    line.append(body ? " --data-binary @-" : "");
    return line.append(' ')
        .append(quoted(ADDRESS + request.target()))
        .toString()
        .replace(Request.HOST_TOKEN, ADDRESS.substring("http://".length()));
  }

  private static String printf(String bytes) {
    return bytes
        .chars()
        .mapToObj(
            next ->
                next == '%'
                    ? "%%"
                    : next == '\\'
                        ? "\\\\"
                        : next < 0x20 || next > 0x7E
                            ? "\\%03o".formatted(next)
                            : Character.toString(next))
        .collect(Collectors.joining());
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
