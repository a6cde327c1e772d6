/// The target as the client sees it: connections, virtual users, requests and their answers. The
/// home of HttpClient in this module.
@NullMarked
package dev.spikebench.loadgen.target;

import org.jspecify.annotations.NullMarked;
