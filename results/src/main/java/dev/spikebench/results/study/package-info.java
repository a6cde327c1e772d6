/// What a factorial study says: ratios at fixed levels, explained variation, and the verdicts on
/// the first study's claims.
package dev.spikebench.results.study;
