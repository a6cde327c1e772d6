/// Two stored results side by side: what they say, and why they must not be judged where they must
/// not.
@org.jspecify.annotations.NullMarked
package dev.spikebench.results.diff;
