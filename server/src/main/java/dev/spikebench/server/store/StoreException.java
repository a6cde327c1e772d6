package dev.spikebench.server.store;

import dev.spikebench.server.ServerException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The store could not be opened, or a read or sweep failed. The message is for the operator: it
/// may name the database file and must not be sent to a client.
public final class StoreException extends ServerException {

  @Serial private static final long serialVersionUID = 1;

  private final StoreFault fault;

  StoreException(StoreFault fault, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.fault = fault;
  }

  /// What stood in the way.
  public StoreFault fault() {
    return fault;
  }
}
