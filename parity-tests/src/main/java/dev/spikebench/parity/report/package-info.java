/// A run as files: JSON in stable order, Markdown, a self-contained page, JUnit XML.
package dev.spikebench.parity.report;
