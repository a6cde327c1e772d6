package dev.spikebench.parity.model;

import dev.spikebench.parity.script.Request;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which bodies are looked at (MEDIA-01 to MEDIA-07).
final class MediaTypes {
  private static final Pattern PARAMETER =
      Pattern.compile("\\s*;\\s*(?:([^=;\\s]+)=(\"(?:[^\"\\\\]|\\\\.)*\"|[^;\\s]*))?\\s*");

  private MediaTypes() {}

  static boolean passes(Request request) {
    List<String> types = request.values("Content-Type");
    return types.size() == 1
        && request.values("Content-Encoding").isEmpty()
        && isJson(types.getFirst().strip());
  }

  private static boolean isJson(String type) {
    int end = type.indexOf(';');
    String media = end < 0 ? type : type.substring(0, end);
    return media.strip().equalsIgnoreCase("application/json")
        && (end < 0 || parametersPass(type.substring(end)));
  }

  private static boolean parametersPass(String parameters) {
    Matcher parameter = PARAMETER.matcher(parameters);
    int at = 0;
    while (at < parameters.length()) {
      if (!parameter.find(at) || parameter.start() != at) {
        return false;
      }
      at = parameter.end();
      String name = parameter.group(1);
      if (name != null
          && name.equalsIgnoreCase("charset")
          && !parameter.group(2).replace("\"", "").equalsIgnoreCase("utf-8")) {
        return false;
      }
    }
    return true;
  }
}
