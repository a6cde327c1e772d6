/// The geometry of the report's charts: numbers in, coordinates out. Templates draw them.
package dev.spikebench.results.report.chart;
