/// Thin commands that join the modules.
package dev.spikebench.cli;
