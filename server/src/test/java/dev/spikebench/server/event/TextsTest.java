package dev.spikebench.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TextsTest {
  @Test
  void trimsWhatJavaScriptTrimsAndNothingElse() {
    Set<Integer> trimmed = new TreeSet<>();
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      if (Texts.trim(String.valueOf((char) c)).isEmpty()) {
        trimmed.add(c);
      }
    }

    assertThat(trimmed)
        .containsExactly(
            0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0xA0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003,
            0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A, 0x2028, 0x2029, 0x202F, 0x205F,
            0x3000, 0xFEFF);
  }

  @Test
  void trimsAtBothEndsAlone() {
    assertThat(Texts.trim("\uFEFF \u00a0a \u2003 b\u3000\r\n")).isEqualTo("a \u2003 b");
    assertThat(Texts.trim("\u0085a\u200b")).isEqualTo("\u0085a\u200b");
    assertThat(Texts.trim("\u001ca\u001f")).isEqualTo("\u001ca\u001f");
    assertThat(Texts.trim("\u0000")).isEqualTo("\u0000");
    assertThat(Texts.trim(" \t ")).isEmpty();
  }

  @Test
  void cutsAtTheLastWholeCodePointThatFits() {
    // 1 + 2 + 3 + 4 bytes
    String text = "aé語😀";

    assertThat(Texts.prefixLength(text, 10)).isEqualTo(5);
    assertThat(Texts.prefixLength(text, 9)).isEqualTo(3);
    assertThat(Texts.prefixLength(text, 6)).isEqualTo(3);
    assertThat(Texts.prefixLength(text, 5)).isEqualTo(2);
    assertThat(Texts.prefixLength(text, 3)).isEqualTo(2);
    assertThat(Texts.prefixLength(text, 2)).isEqualTo(1);
    assertThat(Texts.prefixLength(text, 1)).isEqualTo(1);
    assertThat(Texts.prefixLength(text, 0)).isZero();
  }

  @Test
  void countsBytesAsTheEncoderDoes() {
    Random random = new Random(7);
    int[] codePoints = {'x', 0x7F, 0x80, 0x7FF, 0x800, 0xFFFD, 0xFFFF, 0x10000, 0x10FFFF};
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        text.appendCodePoint(codePoints[random.nextInt(codePoints.length)]);
      }
      int bytes = text.toString().getBytes(StandardCharsets.UTF_8).length;

      assertThat(Texts.fits(text.toString(), bytes)).isTrue();
      assertThat(bytes == 0 || !Texts.fits(text.toString(), bytes - 1)).isTrue();
    }
  }

  @Test
  void leavesWellFormedTextAlone() {
    String text = "a😀é";

    assertThat(Texts.wellFormed(text)).isEqualTo(text);
    assertThat(Texts.wellFormed("\ud83d\ud83d\ude00\ude00")).isEqualTo("\uFFFD😀\uFFFD");
  }
}
