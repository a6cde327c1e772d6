package dev.spikebench.results.report;

import dev.spikebench.results.report.ReportView.Entry;
import java.util.List;

/// The terms of the page, two sentences each.
final class Glossary {

  private Glossary() {}

  static List<Entry> entries() {
    return List.of(
        new Entry(
            "Iteration",
            "A fresh process on an empty database under one load. It is the unit of every"
                + " comparison, because requests of one process are alike."),
        new Entry(
            "Round",
            "One iteration of each backend, in an order drawn by lot. Iterations of one round saw"
                + " the same machine, so they are compared with each other."),
        new Entry(
            "Median and its interval",
            "Half of the iterations lie below the median. The interval is made of two of the sorted"
                + " iterations, chosen so that in at least the stated share of such runs it holds"
                + " the true median."),
        new Entry(
            "Percentile (p50, p95, p99)",
            "The share of requests that were at most so slow: p99 is what one request in a hundred"
                + " exceeds. No 99th percentile is given of fewer than 1,000 requests."),
        new Entry(
            "Ratio to the first backend",
            "The Hodges–Lehmann estimate of the ratio over all rounds: the median of all pairwise"
                + " means of its logarithms. Its interval is that of Wilcoxon's signed-rank test,"
                + " exact and without assuming a bell curve; the intervals of a figure hold"
                + " together."),
        new Entry(
            "Told apart",
            "The interval of a ratio leaves out 1. Where it does not, nothing is said: that is no"
                + " proof that the two are the same."),
        new Entry(
            "Tie group",
            "Backends that share a letter are not told apart in that figure. The group a holds the"
                + " best; a backend can be in two groups at once."),
        new Entry(
            "Detectable difference",
            "The smallest difference that a run of this many rounds and this much noise would have"
                + " shown four times in five. Smaller ones may be there unseen."),
        new Entry(
            "Closed loop",
            "Each connection sends when its last request has ended, so a slow backend is asked"
                + " less. Its latencies are those of a saturated backend."),
        new Entry(
            "Open loop",
            "Requests are sent by a plan whatever the backend does, and latencies count from the"
                + " plan. What waited behind a stall shows."),
        new Entry(
            "CPU pressure",
            "The share of time in which some thread that could run had to wait for a processor."
                + " Much of it says that the machine was busy, with the measurement itself or with"
                + " something else."));
  }
}
