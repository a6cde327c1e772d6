package dev.spikebench.backends.launch;

import dev.spikebench.backends.BackendsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Finds a port for a program that has to be told one. Thread-safe: no state.
public final class FreePort {
  private FreePort() {}

  /// A port of the loopback interface that nobody listens on at the moment. Another program may
  /// take it before it is used, which the launcher notices.
  ///
  /// @throws BackendsException if there is none
  public static int find() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new BackendsException("no port is free on the loopback interface: " + e, e);
    }
  }
}
