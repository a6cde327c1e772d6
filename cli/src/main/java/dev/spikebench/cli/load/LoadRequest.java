package dev.spikebench.cli.load;

import dev.spikebench.loadgen.LoadOptions;
import dev.spikebench.loadgen.workload.Workload;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What `load` is asked to do.
///
/// @param url base URL of the target
/// @param workload what is sent
/// @param options how it is sent
/// @param pid process whose memory and CPU are reported too; null for none
/// @param output folder for `load.json`; null for none
/// @param outputs what the run leaves behind besides, and what it has to meet
/// @param allowFailures whether failed requests still end well
public record LoadRequest(
    URI url,
    Workload workload,
    LoadOptions options,
    @Nullable Long pid,
    @Nullable Path output,
    OutputPlan outputs,
    boolean allowFailures) {}
