package dev.spikebench.backends.observe;

import org.jspecify.annotations.Nullable;

/// What is read of one process now and then, since it costs more; a null is what the system does
/// not tell.
///
/// @param openFiles its open files
/// @param voluntarySwitches context switches because it had to wait, of the threads that live now,
///   since their start
/// @param involuntarySwitches those because another was to run
/// @param bytesRead from storage, since its start
/// @param bytesWritten to storage, since its start
record ProcessDetail(
    @Nullable Long openFiles,
    @Nullable Long voluntarySwitches,
    @Nullable Long involuntarySwitches,
    @Nullable Long bytesRead,
    @Nullable Long bytesWritten) {}
