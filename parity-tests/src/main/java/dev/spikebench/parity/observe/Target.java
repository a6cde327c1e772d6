package dev.spikebench.parity.observe;

import dev.spikebench.parity.script.Scenario;
import java.net.URI;

/// A backend that scenarios are done to. One thread.
public interface Target extends AutoCloseable {
  /// What it is called in reports.
  String name();

  /// Where it listens just now.
  URI baseUri();

  /// Whether it can be stopped and started again.
  boolean restartable();

  /// How many requests it was sent so far, those around the steps included.
  long requests();

  /// Lets pass what somebody else did to the backend since the last run.
  ///
  /// @param mark letters that no run has
  void settle(String mark);

  /// Does the scenario under the letters of a run.
  ///
  /// @throws dev.spikebench.parity.ParityException where what surrounds the steps fails: the
  ///   backend is gone, or its answers to plain questions can't be read
  Trace run(Scenario scenario, String nonce);

  @Override
  void close();
}
