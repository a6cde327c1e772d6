package dev.spikebench.cli;

import java.net.URI;

/// Reads the base URL of a target to load: `http://HOST:PORT` or `https://HOST:PORT`.
public final class LoadUrlConverter extends UrlConverter {

  /// For picocli, which makes converters itself.
  public LoadUrlConverter() {}

  @Override
  public URI convert(String text) {
    return convert(text, "http", "https");
  }
}
