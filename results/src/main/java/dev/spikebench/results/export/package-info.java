/// A result in the layouts that other tools read, each as its reader has published it.
package dev.spikebench.results.export;
