package io.waggle.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mail programs that others wrote, as a person has them: mutt and s-nail send through their
 * sendmail hook, and read what comes in a Maildir.
 */
class MailProgramsIT {

  private static final Path NOTHING = Path.of("/dev/null");

  /** Words: directory, program, data of the node, who writes, to whom. */
  private static final String MUTT_WRITES =
      """
      cat >"$1/muttrc" <<END
      set sendmail="$2 sendmail --data $3" from="$4@waggle.alt" realname="\u00c4nna"
      set use_domain=no copy=no envelope_from=yes charset=utf-8 send_charset="us-ascii:utf-8"
      END
      mutt -n -F "$1/muttrc" -s 'Gr\u00fc\u00dfe \u4f60\u597d' -a "$1/image.bin" -- "$5@waggle.alt" <"$1/text"
      """;

  private static final String S_NAIL_WRITES =
      """
      export WAGGLE_DATA=$3
      s-nail -n -S mta="$2-sendmail" -S from="B\u00e4rt <$4@waggle.alt>" -S ttycharset=utf-8 \\
        -S sendcharsets=utf-8 -s 'Antwort gr\u00f6\u00dfer' -a "$1/image.bin" "$5@waggle.alt" <"$1/text"
      """;

  /** Words: directory, Maildir. */
  private static final String S_NAIL_READS =
      """
      mkdir -p saved; cd saved
      printf 'print 1\\nwrite text.out\\n' | s-nail -n '-#' -S ttycharset=utf-8 -f "$2"
      """;

  /**
   * On a terminal, since mutt reads nowhere else, and one whose end it does not see as a key. In
   * the foreground whatever the shell: a group of its own would be stopped at its first word to the
   * terminal, and never end.
   */
  private static final String MUTT_READS =
      """
      cat >"$1/read" <<END
      set folder="$2" mbox_type=Maildir wait_key=no charset=utf-8 quit=yes move=no
      push "<view-attachments><save-entry><kill-line>$1/text.mutt\\n<next-entry><save-entry>\
      <kill-line>$1/image.mutt\\n<exit><quit>"
      END
      mkfifo "$1/keys"
      script -qec "timeout --foreground 60 mutt -n -F $1/read -f $2" /dev/null 0<>"$1/keys"
      """;

  @TempDir Path directory;
  private MailNodes nodes;
  private Path text;
  private Path image;

  @BeforeEach
  void begin() throws Exception {
    for (String program : List.of("mutt", "s-nail", "script")) {
      assumeTrue(Files.exists(Path.of("/usr/bin", program)), "skipped: no " + program);
    }
    nodes = new MailNodes(directory);
    byte[] bytes = new byte[90_000];
    new Random(4).nextBytes(bytes);
    image = Files.write(directory.resolve("image.bin"), bytes);
    String lines = "Gr\u00f6\u00dfe \u4f60\u597d " + "lang ".repeat(400) + "\n.\nFrom hier\nEnde\n";
    text = Files.writeString(directory.resolve("text"), lines);
  }

  @AfterEach
  void stop() {
    if (nodes != null) {
      nodes.close();
    }
  }

  private String run(String script, String... words) throws Exception {
    Path file = directory.resolve("script");
    String before =
        "cd '%s'; export HOME=$PWD LC_ALL=C.UTF-8 TERM=xterm SHELL=/bin/sh\n".formatted(directory);
    Files.writeString(file, before + script);
    List<String> command = new ArrayList<>(List.of("bash", file.toString(), directory.toString()));
    command.addAll(List.of(words));
    Path out = directory.resolve("out");
    int code = nodes.run(NOTHING, out, command);
    String said = Files.readString(out);
    assertThat(code).as(said + Files.readString(directory.resolve("errors"))).isZero();
    return said;
  }

  private Path exported(String name) throws Exception {
    Path maildir = directory.resolve("mail-" + name);
    assertThat(nodes.mail(name, "export", maildir.toString())).containsPattern("mails +1\\b");
    return maildir;
  }

  @Test
  void muttAndSnailWriteToEachOther() throws Exception {
    nodes.start("friend");
    nodes.start("anna");
    nodes.start("bert");
    String anna = nodes.person("anna", "anna");
    String bert = nodes.person("bert", "bert");
    String program = WaggleProcess.SCRIPT.toString();
    run(MUTT_WRITES, program, nodes.data("anna"), anna, bert);
    run(S_NAIL_WRITES, program, nodes.data("bert"), bert, anna);

    nodes.until("Gr\u00fc\u00dfe \u4f60\u597d", "bert", "inbox", "--poll", "--json");
    String shown = run(S_NAIL_READS, exported("bert").toString());
    assertThat(shown)
        .contains("Subject: Gr\u00fc\u00dfe \u4f60\u597d", "From: \u00c4nna <" + anna)
        .contains(Files.readString(text));
    assertThat(directory.resolve("saved/image.bin")).hasSameBinaryContentAs(image);

    nodes.until("Antwort gr\u00f6\u00dfer", "anna", "inbox", "--poll", "--json");
    run(MUTT_READS, exported("anna").toString());
    assertThat(directory.resolve("text.mutt")).hasSameBinaryContentAs(text);
    assertThat(directory.resolve("image.mutt")).hasSameBinaryContentAs(image);
  }

  @Test
  void sendmailSaysWhyItCannot() throws Exception {
    List<String> call = List.of(WaggleProcess.SCRIPT.toString(), "sendmail", "--data");
    Path errors = directory.resolve("errors");
    List<String> none = new ArrayList<>(call);
    none.addAll(List.of(nodes.data("nobody"), "-oi", "--", "bob@example.org"));
    assertThat(nodes.run(text, NOTHING, none)).isEqualTo(75);
    assertThat(errors).content().contains("no node runs on");
    nodes.start("anna");
    nodes.mail("anna", "new", "anna");
    List<String> foreign = new ArrayList<>(call);
    foreign.addAll(List.of(nodes.data("anna"), "-oi", "--", "bob@example.org"));
    assertThat(nodes.run(text, NOTHING, foreign)).isEqualTo(69);
    assertThat(errors).content().contains("'bob@example.org' is no address");
    assertThat(nodes.mail("anna", "status")).contains("nothing was sent");
  }
}
