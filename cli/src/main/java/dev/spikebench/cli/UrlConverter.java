package dev.spikebench.cli;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a backend's base URL: `http://HOST:PORT`, with or without a slash at its end.
public final class UrlConverter implements ITypeConverter<URI> {

  @Override
  public URI convert(String text) {
    try {
      URI url = new URI(text);
      if (!"http".equalsIgnoreCase(url.getScheme()) || url.getHost() == null) {
        throw refused(text, "it must begin with http:// and name a host");
      }
      if (!url.getRawPath().isEmpty() && !"/".equals(url.getRawPath())) {
        throw refused(text, "it must end after the port; the paths are the contract's");
      }
      if (url.getRawQuery() != null
          || url.getRawFragment() != null
          || url.getRawUserInfo() != null) {
        throw refused(text, "it must hold nothing but host and port");
      }
      return new URI("http", null, url.getHost(), url.getPort(), null, null, null);
    } catch (URISyntaxException e) {
      throw refused(text, e.getReason());
    }
  }

  private static TypeConversionException refused(String text, String reason) {
    return new TypeConversionException(
        "'" + text + "' is no base URL: " + reason + " (example: http://127.0.0.1:3141)");
  }
}
