package dev.spikebench.server.store;

/// The columns of `events` whose values are counted one by one.
enum CountedName {
  TOOL("tool_name", 1),
  AGENT("agent_type", 2),
  MODEL("model", 3),
  BRANCH("branch", 4);

  private final String column;
  private final int code;

  CountedName(String column, int code) {
    this.column = column;
    this.code = code;
  }

  /// Name of the column.
  String column() {
    return column;
  }

  /// What stands for it in the stored totals.
  int code() {
    return code;
  }
}
