package dev.spikebench.parity.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.parity.json.JsonReader;
import dev.spikebench.parity.json.MalformedJsonException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatitudeTest {

  /// A number beyond a double's range (DIFF-06).
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'metadata':{'a':[1e999]}} | DIFF-06 | true",
        "{'metadata':{'a':1,'a':1e999}} | DIFF-06 | true",
        "{'metadata':{'a':1e999,'a':1}} | DIFF-06 | false",
        "{'metadata':{'a':1e999},'metadata':{}} | DIFF-06 | false",
        "{'unknown':1e999} | DIFF-06 | false",
        "{'metadata':{'a':1}} | '' | false"
      },
      quoteCharacter = '~')
  void aNumberOutOfRangeMayBeIgnoredWhereItDoesNotCount(
      String body, String difference, boolean mustBeMalformed) throws MalformedJsonException {
    Latitude latitude = Latitude.of(JsonReader.read(body.replace('\'', '"')), false);

    assertThat(latitude.difference()).isEqualTo(difference.replace("'", ""));
    assertThat(latitude.mustBeMalformed()).isEqualTo(mustBeMalformed);
  }
}
