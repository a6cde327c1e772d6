package dev.spikebench.cli.soak;

import dev.spikebench.cli.target.TargetSpec;
import dev.spikebench.loadgen.LoadOptions;
import dev.spikebench.loadgen.workload.Workload;
import dev.spikebench.results.soak.SoakLimits;
import java.nio.file.Path;
import java.time.Duration;

/// What `soak` is asked to do.
///
/// @param target what is loaded
/// @param workload what is sent
/// @param options how it is sent
/// @param time how long the load lasts, outages included
/// @param settle time after the start of a process that its trends leave out
/// @param healthEvery time between two health checks
/// @param afterLoad how long the target is watched once the load has ended
/// @param limits the slopes that matter
/// @param workDirectory where the database of a started target lies
/// @param output folder for the result file and its reports
/// @param allowFailures whether failures and outages still end well
public record SoakRequest(
    TargetSpec target,
    Workload workload,
    LoadOptions options,
    Duration time,
    Duration settle,
    Duration healthEvery,
    Duration afterLoad,
    SoakLimits limits,
    Path workDirectory,
    Path output,
    boolean allowFailures) {}
