package dev.spikebench.server.config;

import dev.spikebench.server.ServerException;

/// A configuration value that can't be used. The message is one line that names the variable or
/// flag, its value and what is allowed.
public final class ConfigException extends ServerException {
  private static final long serialVersionUID = 1L;

  ConfigException(String message) {
    super(message);
  }
}
