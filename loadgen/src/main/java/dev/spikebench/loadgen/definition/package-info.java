/// Workloads as files: read strictly, found by name, begun from a template.
@NullMarked
package dev.spikebench.loadgen.definition;

import org.jspecify.annotations.NullMarked;
