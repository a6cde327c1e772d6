package dev.spikebench.loadgen.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestFormTest {
  @Test
  void headersAreReadFromOneLine() {
    assertThat(RequestHeader.parse("X-Key: a: b ")).isEqualTo(new RequestHeader("X-Key", "a: b"));
    assertThat(RequestHeader.parse("Empty:")).isEqualTo(new RequestHeader("Empty", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no colon            | must be of the form 'Name: value'",
        ": value             | must be of the form 'Name: value'",
        "a b: c              | is no field name",
        "Content-Length: 5   | is set by the client itself",
        "transfer-encoding: chunked | is set by the client itself",
      })
  void whatIsNoHeaderIsRefused(String text, String reason) {
    assertThatThrownBy(() -> RequestHeader.parse(text))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void lineEndsCanNotBeSmuggledIn() {
    assertThatThrownBy(() -> RequestHeader.parse("A: b\r\nC: d"))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("header A");
  }

  @Test
  void methodPathAndMediaTypeAreChecked() {
    assertThatThrownBy(() -> form("post", "/", "A: b")).hasMessageContaining("method 'post'");
    assertThatThrownBy(() -> form("GET", "x", "A: b")).hasMessageContaining("path 'x'");
    assertThatThrownBy(() -> form("GET", "/a b", "A: b")).hasMessageContaining("path '/a b'");
    assertThatThrownBy(() -> form("GET", "/", "content-type: text/plain"))
        .hasMessageContaining("--content-type");
    assertThat(form("GET", "/a?b=c", "A: b").rule()).isEqualTo(SuccessRule.ANY_2XX);
    assertThat(RequestForm.ingest("/api/events").rule()).isNull();
  }

  private static RequestForm form(String method, String path, String header) {
    return new RequestForm(
        method, path, List.of(RequestHeader.parse(header)), null, SuccessRule.ANY_2XX);
  }
}
