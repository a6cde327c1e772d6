package dev.spikebench.cli.gate;

import java.nio.file.Path;
import java.util.List;

/// What a self-test of the gate is asked to do.
///
/// @param session the session that is repeated; its candidate is its baseline
/// @param changes CPU time to add to the candidate, each as a share of its own: 0 for the same
///   artifact on both sides
/// @param sessions how many sessions of each there are to be in the end
/// @param folder where each session has its folder; what is complete there counts already
public record SelftestOptions(
    GateOptions session, List<Double> changes, int sessions, Path folder) {

  /// Most sessions of each change.
  public static final int MOST_SESSIONS = 1_000;

  /// @throws IllegalArgumentException naming option and value
  public SelftestOptions {
    changes = List.copyOf(changes);
    folder = folder.toAbsolutePath().normalize();
    if (changes.isEmpty() || changes.stream().distinct().count() != changes.size()) {
      throw new IllegalArgumentException(
          "--changes must be distinct and at least one, but are " + changes);
    }
    if (changes.stream().anyMatch(it -> !(it >= 0 && it <= 2))) {
      throw new IllegalArgumentException("--changes must be from 0% to 200%, but are " + changes);
    }
    if (sessions < 1 || sessions > MOST_SESSIONS) {
      throw new IllegalArgumentException(
          "--sessions must be between 1 and " + MOST_SESSIONS + ", but is " + sessions);
    }
  }

  /// A session: the same as the others but for the change and the order, which its own seed
  /// decides.
  ///
  /// @param number from 1
  GateOptions with(double change, int number) {
    return new GateOptions(
        session.baseline(),
        session.baseline(),
        session.backendId(),
        session.rules(),
        session.looks(),
        session.shape(),
        session.rate(),
        session.maxTime(),
        change,
        Math.floorMod(
            session.seed() + (long) number * changes.size() + changes.indexOf(change), 1L << 53),
        folder(change, number),
        session.workDirectory(),
        session.waitForOthers(),
        session.arguments());
  }

  /// The folder of a session.
  ///
  /// @param number from 1
  Path folder(double change, int number) {
    return folder.resolve(
        change == 0
            ? "same-%03d".formatted(number)
            : "plus-%s-%03d".formatted(text(change), number));
  }

  /// A share as it is typed: `20`, `7.5`.
  static String text(double change) {
    double percent = Math.rint(change * 1e6) / 1e4;
    return percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent);
  }
}
