package io.waggle.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

  @Test
  void nothingStartsTheDefaultFeature() throws Exception {
    CommandLine line = CommandLine.parse();
    assertThat(line.verb()).isEqualTo(Verb.START);
    assertThat(line.value(Flags.FEATURE)).isEmpty();
  }

  @Test
  void theVerbStartMayBeLeftOut() throws Exception {
    assertThat(CommandLine.parse("--feature", "beaker").value(Flags.FEATURE)).contains("beaker");
    assertThat(CommandLine.parse("start", "--feature=full").value(Flags.FEATURE)).contains("full");
  }

  @Test
  void aNameStandsBeforeOrAfterFlags() throws Exception {
    assertThat(CommandLine.parse("join", "--json", "bees").operands()).containsExactly("bees");
    assertThat(CommandLine.parse("join", "bees", "--json").operands()).containsExactly("bees");
  }

  @Test
  void aValueMayLookLikeAFlag() throws Exception {
    CommandLine line = CommandLine.parse("join", "bees", "--say", "--hello--");
    assertThat(line.value("--say")).contains("--hello--");
  }

  @Test
  void aMailCommandGoesToTheNodeAsItIs() throws Exception {
    CommandLine line = CommandLine.parse("mail", "send", "--data", "d", "wg1", "--help", "-x");
    assertThat(line.verb()).isEqualTo(Verb.MAIL);
    assertThat(line.value(Flags.DATA)).contains("d");
    assertThat(RemoteCommand.forNode(line.operands()))
        .containsExactly("mail-send", "wg1", "--help", "-x");
    assertThat(RemoteCommand.forNode(CommandLine.parse("mail").operands()))
        .containsExactly("help", "mail-");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--featur dat                | unknown flag --featur, did you mean --feature?",
        "jion bees                   | unknown command 'jion', did you mean join?",
        "join                        | join needs a name: waggle join <name>",
        "join a b                    | unexpected word 'b'",
        "join a --ttl 5              | --ttl is no flag of 'join', only of server",
        "join a --port               | --port needs a value: --port N[,N]",
        "join a --json=yes           | --json takes no value",
        "start extra                 | unexpected word 'extra'",
        "start --nodes h:1           | --nodes is no flag of 'start', only of bootstrap, mail-node",
        "mail-node --feature dat     | --feature is no flag of 'mail-node', only of start",
      })
  void whatIsWrongIsNamed(String words, String message) {
    assertThatThrownBy(() -> CommandLine.parse(words.split(" ")))
        .isInstanceOfSatisfying(
            LaunchException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining(message);
  }
}
