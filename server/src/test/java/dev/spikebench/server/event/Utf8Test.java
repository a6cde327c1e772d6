package dev.spikebench.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "00",
        "7f",
        "c280",
        "dfbf",
        "e0a080",
        "ecbfbf",
        "ed9fbf",
        "ee8080",
        "efbfbf",
        "efbfbe",
        "f0908080",
        "f3bfbfbf",
        "f48fbfbf"
      })
  void theFirstAndLastOfEveryFormAreValid(String hex) {
    assertValid(hex, true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "bf",
        "c080",
        "c1bf",
        "c2",
        "c27f",
        "c2c0",
        "e08080",
        "e09fbf",
        "e0a0",
        "e0a07f",
        "eda080",
        "edbfbf",
        "edb080",
        "f0808080",
        "f08fbfbf",
        "f09080",
        "f0908041",
        "f4908080",
        "f5808080",
        "f8888080",
        "ff",
        "fe",
        "efbf",
        "c3c3a9",
        "e28228"
      })
  void overlongSurrogateTooLargeAndBrokenFormsAreNot(String hex) {
    assertValid(hex, false);
  }

  /// At every place within and behind the blocks of eight.
  private static void assertValid(String hex, boolean expected) {
    byte[] sequence = HexFormat.of().parseHex(hex);
    for (int before = 0; before < 18; before++) {
      for (int after = 0; after < 10; after++) {
        byte[] bytes = new byte[before + sequence.length + after];
        Arrays.fill(bytes, (byte) 'x');
        System.arraycopy(sequence, 0, bytes, before, sequence.length);
        assertThat(Utf8.isValid(bytes, 0, bytes.length)).isEqualTo(expected);
      }
    }
  }

  @Test
  void agreesWithTheDecoderOfThePlatform() {
    Random random = new Random(20_260_101);
    byte[] leads = HexFormat.of().parseHex("7f80bfc0c1c2dfe0e1ecedeeeff0f1f3f4f5ff8f909fa0");
    for (int round = 0; round < 200_000; round++) {
      byte[] bytes = new byte[random.nextInt(1, 6)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = leads[random.nextInt(leads.length)];
      }
      assertThat(Utf8.isValid(bytes, 0, bytes.length))
          .as(HexFormat.of().formatHex(bytes))
          .isEqualTo(isDecodable(bytes));
    }
  }

  private static boolean isDecodable(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
