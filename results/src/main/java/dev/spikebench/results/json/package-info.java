/// The result file: writing, reading, and its schema. The only home of Jackson and of the schema
/// validator in this module.
package dev.spikebench.results.json;
