/// YAML files that a person writes, read strictly: every problem at once, each with file, line and
/// place. The home of the YAML library.
@NullMarked
package dev.spikebench.backends.yaml;

import org.jspecify.annotations.NullMarked;
