package dev.spikebench.backends.observe;

import org.jspecify.annotations.Nullable;

/// The dearer part of a sample: sums over the process and its descendants. A null is what could not
/// be read.
///
/// @param openFiles open files, sockets among them
/// @param voluntarySwitches context switches because a thread had to wait, of the threads that live
///   now, since their start
/// @param involuntarySwitches those because another was to run
/// @param bytesRead from storage since the start, as the kernel accounts it
/// @param bytesWritten to storage since the start, as the kernel accounts it
public record TargetDetail(
    @Nullable Long openFiles,
    @Nullable Long voluntarySwitches,
    @Nullable Long involuntarySwitches,
    @Nullable Long bytesRead,
    @Nullable Long bytesWritten) {}
