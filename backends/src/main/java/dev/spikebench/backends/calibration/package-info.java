/// Measures how well this module measures: a target that stamps its own start, and the difference.
package dev.spikebench.backends.calibration;
