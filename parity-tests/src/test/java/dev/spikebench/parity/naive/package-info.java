/// A backend in this process, written straight down and sharing nothing with the model, that does
/// one thing wrong for each switch: shows that the runner finds it.
package dev.spikebench.parity.naive;
