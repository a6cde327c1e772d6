package dev.spikebench.cli.load;

import dev.spikebench.cli.target.TargetSpec;
import dev.spikebench.loadgen.LoadOptions;
import dev.spikebench.loadgen.cpu.CpuSet;
import dev.spikebench.loadgen.workload.Workload;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What `load` is asked to do.
///
/// @param target what is loaded
/// @param workload what is sent
/// @param options how it is sent
/// @param serverCpus processors that the target is held to; null for those it may run on anyway
/// @param countSyncs whether the target's syncs are counted in a second run under a tracer
/// @param output folder for `load.json`; null for none
/// @param outputs what the run leaves behind besides, and what it has to meet
/// @param allowFailures whether failed requests still end well
public record LoadRequest(
    TargetSpec target,
    Workload workload,
    LoadOptions options,
    @Nullable CpuSet serverCpus,
    boolean countSyncs,
    @Nullable Path output,
    OutputPlan outputs,
    boolean allowFailures) {}
