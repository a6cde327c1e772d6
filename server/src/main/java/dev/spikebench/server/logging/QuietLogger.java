package dev.spikebench.server.logging;

import java.text.MessageFormat;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Tells failures in one line on stderr each, and nothing else: most of what a server's library has
/// to say is about its clients.
final class QuietLogger extends Logger {
  private static final long serialVersionUID = 1L;

  QuietLogger(String name) {
    super(name);
  }

  @Override
  public boolean isEnabled(Level level) {
    return level == Level.ERROR || level == Level.FATAL;
  }

  @Override
  protected void doLog(
      Level level,
      @Nullable String loggerClassName,
      @Nullable Object message,
      Object @Nullable [] parameters,
      @Nullable Throwable thrown) {
    if (isEnabled(level)) {
      boolean hasParameters = parameters != null && parameters.length > 0;
      String text = String.valueOf(message);
      print(hasParameters ? MessageFormat.format(text, parameters) : text, thrown);
    }
  }

  @Override
  protected void doLogf(
      Level level,
      @Nullable String loggerClassName,
      @Nullable String format,
      Object @Nullable [] parameters,
      @Nullable Throwable thrown) {
    if (isEnabled(level)) {
      print(String.format(Locale.ROOT, String.valueOf(format), parameters), thrown);
    }
  }

  private static void print(String text, @Nullable Throwable thrown) {
    String line = thrown == null ? text : text + ": " + thrown;
    System.err.println(line.replaceAll("\\s+", " "));
  }
}
