package dev.spikebench.results.json;

/// Documents of other tools' layouts as JSON: the same bytes for the same value. Thread-safe.
public final class PlainJson {

  private PlainJson() {}

  /// The document with two spaces of indent and a final line end.
  ///
  /// @param document maps, lists, texts, numbers and booleans
  public static String text(Object document) {
    return JsonText.write(document);
  }
}
