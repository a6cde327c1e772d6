/// What is sent: steps and scenarios, literally, down to the byte. Text is kept a character a byte.
package dev.spikebench.parity.script;
