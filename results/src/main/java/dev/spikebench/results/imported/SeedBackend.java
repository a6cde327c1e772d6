package dev.spikebench.results.imported;

/// What the first study's column headings stand for.
///
/// @param id id of the backend
/// @param language its language
/// @param framework its framework or runtime, as the heading names it
record SeedBackend(String id, String language, String framework) {

  static SeedBackend of(String place, String heading) {
    return switch (heading) {
      case "TypeScript (Node.js)" -> new SeedBackend("node-express", "TypeScript", "Node.js");
      case "Rust (axum + tokio)" -> new SeedBackend("rust-axum", "Rust", "axum + tokio");
      default ->
          throw new ImportException(
              place
                  + ": unknown backend "
                  + heading
                  + "; known are TypeScript (Node.js) and Rust (axum + tokio)");
    };
  }
}
