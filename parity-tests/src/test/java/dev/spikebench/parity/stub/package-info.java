/// A small backend in this process that does one thing wrong: shows that the cases can fail.
package dev.spikebench.parity.stub;
