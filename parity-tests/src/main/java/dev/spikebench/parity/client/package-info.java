/// The suite's own view of the wire: a plain caller, raw sockets and the event stream. Shares no
/// code with the server or the load generator, so that no quirk can agree with itself.
package dev.spikebench.parity.client;
