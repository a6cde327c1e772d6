/// Processes of this machine: who they are, what belongs to them, how they are ended. On Linux all
/// of it is read from `/proc`; elsewhere from the JDK.
package dev.spikebench.backends.process;
