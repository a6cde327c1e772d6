/// Latency histograms as text and back. The only home of HdrHistogram's encoding in this module.
package dev.spikebench.results.hdr;
