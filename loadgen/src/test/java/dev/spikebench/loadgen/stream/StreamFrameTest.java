package dev.spikebench.loadgen.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.loadgen.stream.StreamFrame.Kind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamFrameTest {
  private final StreamFrame frame = new StreamFrame();

  /// Every spelling of one and the same message.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'event','payload':{'id':42,'event_id':'run-7','metadata':'{}'}}",
        "{'payload':{'id':42,'event_id':'run-7','metadata':'{}'},'type':'event'}",
        "{'type':'event','payload':{'metadata':'{}','event_id':'run-7','model':null,'id':42}}",
        "{ 'type' : 'event' , 'payload' : { 'id' : 42 , 'event_id' : 'run-7' } }",
        "{'type':'event','payload':{'id':42.0,'event_id':'run-7'}}",
        "{'type':'event','payload':{'id':4.2e1,'event_id':'run-7'}}",
        "{'type':'\\u0065vent','payload':{'id':42,'event_id':'run-7'}}",
        "{'t\\u0079pe':'event','payload':{'id':42,'event_id':'run-7'}}",
        "{'type':'event','payload':{'\\u0069d':42,'event_id':'run-7'}}",
        "{'type':'event','payload':{'id':42,'event_id':'run\\u002d7'}}",
        "{'seq':[1,{'id':9}],'type':'event','payload':{'id':42,'event_id':'run-7'}}",
        "{'type':'event','payload':{'a':{'event_id':'x','id':1},'id':42,'event_id':'run-7'}}",
        "{'type':'event','payload':{'metadata':'\\'event_id\\':\\'x\\'','id':42,'event_id':'run-7'}}",
        "{'type':'event','payload':{'metadata':'}]\\\\','id':42,'event_id':'run-7'}}"
      })
  void eventIsReadHoweverItIsSpelled(String message) {
    assertThat(read(message)).isEqualTo(Kind.EVENT);
    assertThat(frame.rowId()).isEqualTo(42);
    assertThat(frame.eventKey()).isEqualTo(key("run-7"));
  }

  @Test
  void eventWithoutEventIdHasNoKey() {
    assertThat(read("{'type':'event','payload':{'id':42,'event_id':null}}")).isEqualTo(Kind.EVENT);
    assertThat(frame.eventKey()).isEqualTo(EventKey.NONE);
    assertThat(read("{'type':'event','payload':{'id':43}}")).isEqualTo(Kind.EVENT);
    assertThat(frame.rowId()).isEqualTo(43);
    assertThat(frame.eventKey()).isEqualTo(EventKey.NONE);
  }

  @Test
  void otherMessagesAreToldApart() {
    assertThat(read("{'type':'connected','timestamp':'x'}")).isEqualTo(Kind.CONNECTED);
    assertThat(read("{'type':'stats','payload':{'total_events':1}}")).isEqualTo(Kind.STATS);
    assertThat(read("{'type':'session_update','payload':{'type':'idle_check'}}"))
        .isEqualTo(Kind.SESSION_UPDATE);
    assertThat(read("{'payload':{'type':'event'},'type':'stats'}")).isEqualTo(Kind.STATS);
    assertThat(read("{'type':'stat\\u0073'}")).isEqualTo(Kind.STATS);
    assertThat(read("{'type':'surprise'}")).isEqualTo(Kind.OTHER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "event",
        "[]",
        "{}",
        "{'type':5}",
        "{'type':'event'}",
        "{'type':'event','payload':[]}",
        "{'type':'event','payload':{'event_id':'x'}}",
        "{'type':'event','payload':{'id':1.5,'event_id':'x'}}",
        "{'type':'event','payload':{'id':-1,'event_id':'x'}}",
        "{'type':'event','payload':{'id':'1','event_id':'x'}}",
        "{'type':'event','payload':{'id':1,",
        "{'type':'ev",
        "{'payload':{'id':1,'event_id':'x'}}"
      })
  void whatIsNoMessageIsUnreadable(String message) {
    assertThat(read(message)).isEqualTo(Kind.UNREADABLE);
  }

  @Test
  void nothingIsLeftOfTheMessageBefore() {
    assertThat(read("{'type':'event','payload':{'id':42,'event_id':'x'}}")).isEqualTo(Kind.EVENT);
    assertThat(read("{'type':'event','payload':{}}")).isEqualTo(Kind.UNREADABLE);
  }

  @Test
  void keysDifferInEachCharacterAndLength() {
    assertThat(
            java.util.stream.Stream.of(
                    "",
                    "a",
                    "b",
                    "aa",
                    "\0",
                    "\0\0",
                    "12345678",
                    "12345679",
                    "123456780",
                    "1234567800",
                    "22345678",
                    "run-000000001",
                    "run-000000010")
                .map(StreamFrameTest::key)
                .distinct())
        .hasSize(13)
        .doesNotContain(EventKey.NONE);
  }

  private Kind read(String message) {
    byte[] bytes = json(message);
    return frame.read(bytes, bytes.length);
  }

  private static byte[] json(String text) {
    return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  private static long key(String id) {
    byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
    return EventKey.of(bytes, 0, bytes.length);
  }
}
