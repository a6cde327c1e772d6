/// Programs installed on this machine and their versions.
package dev.spikebench.backends.tool;
