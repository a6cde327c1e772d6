package dev.spikebench.parity.script;

/// A header field to send, just as it stands.
public record Field(String name, String value) {}
