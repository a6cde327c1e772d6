package dev.spikebench.backends.observe;

/// Takes the samples of a target as they come.
@FunctionalInterface
public interface SampleListener {
  /// Called for each sample, on the thread that took it: the sampler's, or one that asked for a
  /// reading. Must neither wait nor throw.
  void sampled(TargetSample sample);
}
