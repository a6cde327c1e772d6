package dev.spikebench.backends.observe;

import org.jspecify.annotations.Nullable;

/// What is read of one process now and then; a null is what the system does not tell.
///
/// @param threads its threads
/// @param openFiles its open files
/// @param contextSwitches of the threads that live now, since their start
/// @param bytesWritten to storage, since its start
record Detail(
    @Nullable Long threads,
    @Nullable Long openFiles,
    @Nullable Long contextSwitches,
    @Nullable Long bytesWritten) {}
