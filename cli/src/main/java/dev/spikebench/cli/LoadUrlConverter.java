package dev.spikebench.cli;

import java.net.URI;

/// Reads the URL of a target to load: `http://HOST:PORT` or `https://HOST:PORT`, with path and
/// query where the API is another than the ingest contract's.
public final class LoadUrlConverter extends UrlConverter {

  /// For picocli, which makes converters itself.
  public LoadUrlConverter() {}

  @Override
  public URI convert(String text) {
    return convert(text, true, "http", "https");
  }
}
