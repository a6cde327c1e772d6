/// Reports made from one result file: Markdown, HTML and a short summary. Every sentence and figure
/// comes from the data; the same data gives the same bytes in any language and time zone. The only
/// home of FreeMarker.
package dev.spikebench.results.report;
