package dev.spikebench.parity.script;

/// One thing that is done to a backend.
public sealed interface Step {

  /// A request, and its answer awaited.
  record Call(Request request) implements Step {}

  /// The same request on several connections at once.
  ///
  /// @param copies how many
  record Race(Request request, int copies) implements Step {}

  /// A further subscriber to the stream, until the scenario ends.
  ///
  /// @param query empty, or `?…`
  record Subscribe(String query) implements Step {}

  /// The backend is stopped and started again on its database.
  record Restart() implements Step {}

  /// The same with `from` replaced by `to` everywhere.
  default Step replace(String from, String to) {
    return switch (this) {
      case Call call -> new Call(call.request().replace(from, to));
      case Race race -> new Race(race.request().replace(from, to), race.copies());
      case Subscribe subscribe -> new Subscribe(subscribe.query().replace(from, to));
      case Restart restart -> restart;
    };
  }
}
