/// Run model, result file, statistics and reports. Knows no other module.
package dev.spikebench.results;
