package dev.spikebench.server.event;

/// One reason why an event was refused.
///
/// @param field the field's name in the payload, or `body` where the payload is no object
/// @param message the contract's wording
public record FieldError(String field, String message) {}
