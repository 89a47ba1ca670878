package io.waggle.shell.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxTest {

  private final Syntax syntax =
      Syntax.of("send", "Send a line")
          .required("connection", Syntax.Names.CONNECTION)
          .many("text", true)
          .option("swarm", "NAME", "which swarm")
          .flag("quick", "do not wait");

  @Test
  void sortsWordsByPlaceAndName() {
    Arguments arguments = syntax.parse(List.of("--swarm", "b", "7", "hello", "--quick", "world"));
    assertThat(arguments.number("connection")).isEqualTo(7);
    assertThat(arguments.many("text")).containsExactly("hello", "world");
    assertThat(arguments.option("swarm")).contains("b");
    assertThat(arguments.flag("quick")).isTrue();
    assertThat(arguments.flag("json")).isFalse();
  }

  @Test
  void takesTheValueAfterAnEqualsSignAndWordsWithDashesAfterTwo() {
    Arguments arguments = syntax.parse(List.of("--swarm=b", "7", "--", "--quick"));
    assertThat(arguments.option("swarm")).contains("b");
    assertThat(arguments.many("text")).containsExactly("--quick");
    assertThat(arguments.flag("quick")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7 | send: argument <text> is missing",
        "x hi --jsn | send: unknown option '--jsn', did you mean '--json'?",
        "x hi --entirely | send: unknown option '--entirely'",
        "x hi --quick=1 | send: option '--quick' takes no value",
        "x hi --swarm | send: option '--swarm' lacks its value NAME",
      })
  void refusesWithASentenceThatNamesTheArgument(String line, String sentence) {
    assertThatThrownBy(() -> syntax.parse(List.of(line.split(" "))))
        .isInstanceOf(UsageException.class)
        .hasMessage(sentence);
  }

  @Test
  void refusesOneArgumentTooManyAndNumbersThatAreNone() {
    Syntax one = Syntax.of("x", "X").required("number", Syntax.Names.NONE);
    assertThatThrownBy(() -> one.parse(List.of("1", "2")))
        .hasMessage("x: argument '2' is one too many");
    assertThatThrownBy(() -> one.parse(List.of("a")).number("number"))
        .hasMessage("x: argument <number> is 'a', but must be a whole number");
    assertThatThrownBy(() -> one.parse(List.of("0")).number("number"))
        .hasMessage("x: argument <number> is 0, but must be 1 or more");
  }

  @Test
  void helpNeedsNoArguments() {
    assertThat(syntax.parse(List.of("--help")).flag("help")).isTrue();
    assertThat(syntax.help())
        .isEqualTo(
            """
            Send a line
            usage: send <connection> <text>... [--swarm NAME] [--quick]
              --swarm NAME  which swarm
              --quick       do not wait
              --json        one JSON document
              --wide        cut nothing to the width of the terminal
              --help        this text""");
  }

  @Test
  void knowsWhichNamesStandWhere() {
    assertThat(syntax.names(0)).isEqualTo(Syntax.Names.CONNECTION);
    assertThat(syntax.names(1)).isEqualTo(Syntax.Names.NONE);
    assertThat(syntax.names(9)).isEqualTo(Syntax.Names.NONE);
  }
}
