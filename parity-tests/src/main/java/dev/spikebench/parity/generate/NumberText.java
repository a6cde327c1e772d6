package dev.spikebench.parity.generate;

import java.util.List;

/// Numbers as text, by their spelling.
final class NumberText {
  private static final List<String> INTEGERS =
      List.of(
          "0",
          "1",
          "7",
          "10",
          "4294967296",
          "5.0",
          "5e0",
          "50e-1",
          "0.5E+1",
          "-0",
          "-0.0",
          "1e3",
          "9007199254740991",
          "9007199254740990.5",
          "9007199254740991.4",
          "1e-400",
          "5.00000000000000000000000000",
          "9.007199254740991e15",
          "0.99999999999999999999");
  private static final List<String> NO_INTEGERS =
      List.of(
          "-1",
          "0.5",
          "9007199254740992",
          "9007199254740991.5",
          "1e16",
          "9223372036854775807",
          "9223372036854775808",
          "18446744073709551616",
          "1e300",
          "-1e-5",
          "5e-1",
          "0.9999999999999999");
  private static final List<String> COSTS =
      List.of(
          "0",
          "0.1",
          "0.25",
          "1e-9",
          "-0",
          "-0.0e0",
          "999999999.5",
          "1000000000",
          "1e9",
          "0.30000000000000004",
          "5e-324",
          "1E+2",
          "0.1000000000000000055511151231257827");
  private static final List<String> NO_COSTS =
      List.of("-0.1", "-5e-324", "1000000000.0000001", "1e10", "1e300");

  private final ChoiceSource choices;

  NumberText(ChoiceSource choices) {
    this.choices = choices;
  }

  String integer(boolean valid) {
    return choices.pick(valid ? INTEGERS : NO_INTEGERS);
  }

  String cost(boolean valid) {
    return choices.pick(valid ? COSTS : NO_COSTS);
  }

  /// Any number, one beyond a double's range now and then.
  String any() {
    if (choices.chance(3)) {
      return choices.pick(List.of("1e999", "-1e999"));
    }
    return choices.pick(choices.chance(50) ? INTEGERS : COSTS);
  }
}
