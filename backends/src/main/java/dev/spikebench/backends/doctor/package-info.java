/// Whether this machine is fit to measure on now, and the lock that lets one measurement run at a
/// time.
package dev.spikebench.backends.doctor;
