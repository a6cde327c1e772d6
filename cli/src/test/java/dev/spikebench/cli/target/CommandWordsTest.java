package dev.spikebench.cli.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandWordsTest {
  @Test
  void blanksPartWords() {
    assertThat(CommandWords.of("  java\t-jar  server.jar\n"))
        .containsExactly("java", "-jar", "server.jar");
  }

  @Test
  void quotesKeepWordsTogetherAndMayStandInsideOfOne() {
    assertThat(CommandWords.of("run 'a b' \"c d\" e' 'f \"\" ''"))
        .containsExactly("run", "a b", "c d", "e f", "", "");
  }

  @Test
  void backslashesMeanWhatTheyMeanToAShell() {
    assertThat(CommandWords.of("run a\\ b '\\n' \"\\\"x\\\" \\n \\$HOME\" \\'"))
        .containsExactly("run", "a b", "\\n", "\"x\" \\n $HOME", "'");
  }

  @Test
  void nothingIsExpanded() {
    assertThat(CommandWords.of("run $HOME ~ *.jar ${port} #x"))
        .containsExactly("run", "$HOME", "~", "*.jar", "${port}", "#x");
  }

  @Test
  void whatOnlyAShellCouldDoMayStandInQuotes() {
    assertThat(CommandWords.of("sh -c 'a | b' '|' \\>")).endsWith("a | b", "|", ">");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '!',
      value = {
        "`` ! is empty",
        "`   ` ! is empty",
        "run 'a ! quote ' is not closed",
        "run \"a ! quote \" is not closed",
        "run \\ ! backslash",
        "run > log ! no shell runs it, so '>'",
        "a && b ! sh -c",
        "PORT=1 server ! --env PORT=1",
      })
  void whatCannotBeMeantIsSaid(String line, String message) {
    assertThatThrownBy(() -> CommandWords.of(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
