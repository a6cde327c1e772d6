/// The factorial study: its plan, its measuring, its journal.
@org.jspecify.annotations.NullMarked
package dev.spikebench.cli.study;
