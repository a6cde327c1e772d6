/// The one home of OSHI: what systems other than Linux tell about processes and machine.
package dev.spikebench.backends.portable;
