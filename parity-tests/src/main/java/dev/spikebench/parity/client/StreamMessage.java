package dev.spikebench.parity.client;

import com.fasterxml.jackson.databind.JsonNode;

/// One dispatched message of an event stream, in the standard's terms: its type (`message` where
/// none was given), its data, and the last event id then valid.
public record StreamMessage(String type, String data, String lastEventId) {

  /// The data as JSON.
  ///
  /// @throws CallFailedException where it is none
  public JsonNode json() {
    return Json.parse(data);
  }

  /// The `type` member of the data; empty where there is none.
  public String kind() {
    return json().path("type").asText();
  }
}
