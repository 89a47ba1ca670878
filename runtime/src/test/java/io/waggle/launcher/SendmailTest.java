package io.waggle.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendmailTest {

  private static List<String> words(String line) throws Exception {
    CommandLine parsed = CommandLine.parse(("sendmail " + line).split(" "));
    assertThat(parsed.verb()).isEqualTo(Verb.SENDMAIL);
    return Sendmail.words(parsed.operands());
  }

  /** As mutt, s-nail, git and cron call it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-oem -oi -- a b                  | a,b",
        "-oem -oi -f me@x -B8BITMIME -- a | a",
        "-i -m -r me@x -- a               | a",
        "-i a b                           | a,b",
        "-FCronDaemon -odi -oem -oi a     | a",
        "-N success,failure -R full a     | a",
        "-bm -F -t a                      | a",
        "a -- -t                          | a,-t",
      })
  void recipientsAreWhatIsLeft(String line, String to) throws Exception {
    assertThat(words(line)).containsExactly("send", "--seconds", "0", "--", to);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-t", "-ti", "-oi -t -f me@x"})
  void theMessageMayNameThem(String line) throws Exception {
    assertThat(words(line)).containsExactly("send", "--seconds", "0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-i", "-t a", "-bs", "-bp", "-f me@x"})
  void whatIsWrongHasTheCodeOfSendmail(String line) {
    assertThatThrownBy(() -> words(line))
        .isInstanceOfSatisfying(
            LaunchException.class, e -> assertThat(e.code()).isEqualTo(Sendmail.USAGE));
  }

  @Test
  void theDataDirectoryIsOurs() throws Exception {
    CommandLine line = CommandLine.parse("sendmail", "--data", "d", "-oi", "--", "a");
    assertThat(line.value(Flags.DATA)).contains("d");
    assertThat(line.operands()).containsExactly("-oi", "--", "a");
  }
}
