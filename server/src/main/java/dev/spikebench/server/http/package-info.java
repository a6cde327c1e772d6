/// HTTP: routes, the order of refusals, bodies and their limits, answers. The only home of Undertow
/// beside the stream.
@NullMarked
package dev.spikebench.server.http;

import org.jspecify.annotations.NullMarked;
