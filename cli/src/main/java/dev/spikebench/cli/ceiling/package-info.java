/// The most that each part of the way of an event can do by itself on this machine.
@NullMarked
package dev.spikebench.cli.ceiling;

import org.jspecify.annotations.NullMarked;
