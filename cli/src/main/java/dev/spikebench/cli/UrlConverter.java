package dev.spikebench.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a backend's base URL: `http://HOST:PORT`, with or without a slash at its end.
public class UrlConverter implements ITypeConverter<URI> {

  @Override
  public URI convert(String text) {
    return convert(text, false, "http");
  }

  /// The same with other schemes, maybe with a path.
  ///
  /// @param withPath whether path and query are taken too
  /// @param schemes those that are taken, in lower case
  static URI convert(String text, boolean withPath, String... schemes) {
    try {
      URI url = new URI(text);
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      if (!List.of(schemes).contains(scheme) || url.getHost() == null) {
        throw refused(
            text, "it must begin with " + String.join(":// or ", schemes) + ":// and name a host");
      }
      if (url.getPort() < 1) {
        throw refused(text, "it must name the port");
      }
      if (!withPath && !url.getRawPath().isEmpty() && !"/".equals(url.getRawPath())) {
        throw refused(text, "it must end after the port; the paths are the contract's");
      }
      if ((!withPath && url.getRawQuery() != null)
          || url.getRawFragment() != null
          || url.getRawUserInfo() != null) {
        throw refused(text, "it must hold nothing but host and port");
      }
      String path = withPath ? url.getRawPath() : "";
      String query = withPath && url.getRawQuery() != null ? "?" + url.getRawQuery() : "";
      // From the raw parts, so that nothing is decoded and encoded anew.
      return new URI(scheme + "://" + url.getHost() + ":" + url.getPort() + path + query);
    } catch (URISyntaxException e) {
      throw refused(text, e.getReason());
    }
  }

  private static TypeConversionException refused(String text, String reason) {
    return new TypeConversionException(
        "'" + text + "' is no base URL: " + reason + " (example: http://127.0.0.1:3141)");
  }
}
