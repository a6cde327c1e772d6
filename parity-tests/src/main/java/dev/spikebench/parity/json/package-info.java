/// JSON as text: read strictly from bytes, with every spelling, repeat and escape kept, since a
/// library tidies away just what two backends may differ in. Knows nothing of the contract.
package dev.spikebench.parity.json;
