/// The contract cases: what is sent for which rule, as data.
package dev.spikebench.parity.cases;
