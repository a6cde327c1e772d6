package dev.spikebench.server.http;

import dev.spikebench.server.store.StoreFault;

/// The answers to what the store could not do. None of them names a file.
final class StoreFaults {
  private StoreFaults() {}

  static Answer answer(StoreFault fault) {
    return switch (fault) {
      case UNAVAILABLE -> Answer.busy("The database can't be used now");
      case TIMEOUT -> Answer.busy("The database took too long");
      case DISK_FULL -> Answer.error(507, "The disk is full");
    };
  }
}
