/// The distribution of the Java server: its own runtime image, prepared classes, one platform.
@NullMarked
package dev.spikebench.cli.distribution;

import org.jspecify.annotations.NullMarked;
