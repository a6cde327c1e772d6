package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.parity.contract.ApiDocument.Operation;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The document by itself: valid OpenAPI 3.1, and its schemas judge as they should.
class ApiDocumentTest {
  private static final ApiDocument DOCUMENT = ApiDocument.ofProject();

  @Test
  void documentIsValidOpenApi() {
    SwaggerParseResult result = parsed(DOCUMENT.text());
    assertThat(result.getMessages()).isEmpty();
    assertThat(result.getOpenAPI().getOpenapi()).startsWith("3.1.");
    assertThat(result.getOpenAPI().getPaths().keySet()).isEqualTo(DOCUMENT.methods().keySet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"responses:", "title:", "in: query"})
  void parserNoticesWhatIsWrong(String needed) {
    String broken = DOCUMENT.text().replaceFirst(needed, "x-nothing: 1 #");
    assertThat(broken).isNotEqualTo(DOCUMENT.text());
    assertThat(parsed(broken).getMessages()).isNotEmpty();
  }

  @Test
  void everyOperationHasAnAnswer() {
    assertThat(DOCUMENT.operations())
        .isNotEmpty()
        .allSatisfy(operation -> assertThat(DOCUMENT.statuses(operation)).isNotEmpty());
  }

  @Test
  void exampleBodiesFollowTheirSchemas() {
    for (String path : List.of("/api/events", "/api/events/batch")) {
      Operation post = new Operation("POST", path);
      String example = DOCUMENT.requestExample(post).toString();
      assertThat(DOCUMENT.problemsOfRequest(post, example)).as(path).isEmpty();
    }
  }

  @Test
  void schemasRefuseWhatIsWrong() {
    assertThat(DOCUMENT.problemsOf("Health", "{\"status\":\"ok\",\"uptime\":1}")).isNotEmpty();
    assertThat(DOCUMENT.problemsOf("StatusName", "\"done\"")).isNotEmpty();
    assertThat(DOCUMENT.problemsOf("Row", "{\"id\":0}")).isNotEmpty();
    assertThat(DOCUMENT.problemsOf("EventList", "{\"events\":[{}],\"total\":1}")).isNotEmpty();
    assertThat(DOCUMENT.problemsOf("StreamMessage", "{\"type\":\"stats\",\"payload\":{}}"))
        .isNotEmpty();
  }

  private static SwaggerParseResult parsed(String text) {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    return new OpenAPIV3Parser().readContents(text, List.of(), options);
  }
}
