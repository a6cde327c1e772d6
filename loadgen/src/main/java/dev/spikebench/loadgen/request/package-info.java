/// Requests to any API: bodies from a file or a template, how they look on the wire, and the rule
/// that says whether an answer is a good one.
@NullMarked
package dev.spikebench.loadgen.request;

import org.jspecify.annotations.NullMarked;
