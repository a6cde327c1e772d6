package dev.spikebench.backends.yaml;

import java.util.List;
import java.util.Map;

/// A YAML document as a tree that remembers the line of everything, for messages that point at it.
public sealed interface YamlNode {
  /// Line of the node's start, from 1.
  int line();

  /// A word to call the kind of node in a message.
  String kind();

  /// A single value, as it is written; YAML's guess of a type is not followed.
  record Scalar(String text, boolean absent, int line) implements YamlNode {
    @Override
    public String kind() {
      return absent ? "nothing" : "a single value";
    }
  }

  /// A list.
  record Sequence(List<YamlNode> items, int line) implements YamlNode {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /// Keys with values, in the order of the file.
  record Mapping(Map<String, Entry> entries, int line) implements YamlNode {
    @Override
    public String kind() {
      return "keys with values";
    }
  }

  /// A key's value and the line of the key.
  record Entry(YamlNode value, int keyLine) {}
}
