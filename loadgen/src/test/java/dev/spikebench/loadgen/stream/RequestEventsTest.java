package dev.spikebench.loadgen.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spikebench.loadgen.model.LoadException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestEventsTest {
  private final RequestEvents events = new RequestEvents();

  @Test
  void batchIsReadInOrder() {
    assertThat(read("{'events':[{'event_id':'a','x':1},{'y':'}','event_id':'b'}]}"))
        .containsExactly(key("a"), key("b"));
  }

  @Test
  void singleEventIsReadAlone() {
    assertThat(read("{'session_id':'s','event_id':'a','metadata':{'event_id':'no'}}"))
        .containsExactly(key("a"));
  }

  @Test
  void idsInsideOtherValuesAreNotTheEvents() {
    assertThat(
            read(
                "{'events':[{'metadata':{'event_id':'no','events':[{'event_id':'no'}]},"
                    + "'m':'{\\'event_id\\':\\'no\\'}','event_id':'a'}]}"))
        .containsExactly(key("a"));
  }

  @Test
  void unusualSpellingsAreReadAsWell() {
    assertThat(read(" { 'events' : [ { 'event\\u005fid' : '\\u0061' } , { } ] } "))
        .containsExactly(key("a"), EventKey.NONE);
    assertThat(read("{'event_id':'\\u0061'}")).containsExactly(key("a"));
    assertThat(read("{'events':[]}")).isEmpty();
  }

  @Test
  void eventWithoutIdHasNoKey() {
    assertThat(read("{'events':[{'event_id':null},{'x':1},{'event_id':'c'}]}"))
        .containsExactly(EventKey.NONE, EventKey.NONE, key("c"));
    assertThat(read("{'x':1}")).containsExactly(EventKey.NONE);
  }

  @Test
  void largeBatchIsReadWhole() {
    List<String> ids = IntStream.range(0, 10_000).mapToObj(i -> "run-" + i).toList();
    String body =
        "{'events':["
            + String.join(",", ids.stream().map("{'event_id':'%s'}"::formatted).toList())
            + "]}";
    assertThat(read(body))
        .containsExactlyElementsOf(ids.stream().map(RequestEventsTest::key).toList());
  }

  @Test
  void bodyThatIsNoJsonCannotBeFollowed() {
    assertThatThrownBy(() -> read("a=b"))
        .isInstanceOf(LoadException.class)
        .hasMessageContaining("no JSON");
  }

  private List<Long> read(String body) {
    events.read(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    return Arrays.stream(events.keys(), 0, events.count()).boxed().toList();
  }

  private static Long key(String id) {
    byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
    return EventKey.of(bytes, 0, bytes.length);
  }
}
