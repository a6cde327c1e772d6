/// Memory, CPU and other resources of a running process with its descendants.
package dev.spikebench.backends.observe;
