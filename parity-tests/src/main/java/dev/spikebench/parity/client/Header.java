package dev.spikebench.parity.client;

/// One header field as it arrived: the name in the letter case it had, the value without the spaces
/// around it.
public record Header(String name, String value) {}
