package dev.spikebench.results.soak;

/// A time in which the target could not be loaded.
///
/// @param startSeconds when it was noticed, in seconds since the load began
/// @param endSeconds when the target was healthy again, or the soak ended
/// @param recovered whether it came back
/// @param restarted whether this program started it anew, with an empty database
/// @param reason what was seen of it
public record SoakOutage(
    double startSeconds, double endSeconds, boolean recovered, boolean restarted, String reason) {
  /// Its length in seconds.
  public double seconds() {
    return endSeconds - startSeconds;
  }
}
