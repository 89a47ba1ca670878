package io.waggle.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Mail between nodes that are processes of their own, written and read from the command line. */
class MailIT {

  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final int MOST_TRIES = 100;
  private static final int DIRECT_MAILS = 10;

  /** A message as a mail program makes it: other scripts, two parts, a binary attachment. */
  private static final String WRITER =
      """
      import sys
      from email.message import EmailMessage
      from email.policy import SMTP
      m = EmailMessage(policy=SMTP)
      m['From'] = 'Anna <%s@waggle.alt>' % sys.argv[1]
      m['To'] = 'Bert <%s@waggle.alt>' % sys.argv[2]
      m['Subject'] = 'Gr\u00fc\u00dfe \u4f60\u597d'
      m['Message-ID'] = '<one@waggle.alt>'
      m.set_content('Zeile eins\\n.\\nFrom here\\n' + 'lang ' * 300 + '\\n')
      m.add_alternative('<p>Zeile</p>', subtype='html')
      m.add_attachment(bytes(range(256)) * 20, 'application', 'octet-stream', filename='b.bin')
      sys.stdout.buffer.write(m.as_bytes())
      """;

  @TempDir Path directory;
  private MailNodes nodes;

  @BeforeEach
  void begin() {
    nodes = new MailNodes(directory);
  }

  @AfterEach
  void stop() {
    nodes.close();
  }

  @Test
  void aMessageOfAMailProgramComesAsItWent() throws Exception {
    assumeTrue(Files.exists(PYTHON), "skipped: no " + PYTHON);
    nodes.start("friend");
    nodes.start("bert");
    String bert = nodes.person("bert", "bert");
    nodes.end("bert");
    nodes.start("anna");
    String anna = nodes.person("anna", "anna");
    Path message = directory.resolve("message.eml");
    Path script = Files.writeString(directory.resolve("write.py"), WRITER);
    assertThat(
            nodes.run(
                Path.of("/dev/null"),
                message,
                List.of(PYTHON.toString(), script.toString(), anna, bert)))
        .isZero();
    Path out = directory.resolve("sent");
    int code = nodes.mail("anna", message, out, "send");
    String progress = Files.readString(directory.resolve("errors"), StandardCharsets.UTF_8);
    assertThat(code).as(Files.readString(out) + progress).isZero();
    assertThat(Files.readString(out)).contains("not yet picked up");
    assertThat(progress).contains("computing the stamp", "stored on");
    nodes.end("anna");

    nodes.start("bert");
    String inbox = nodes.until("Gr\u00fc\u00dfe", "bert", "inbox", "--poll", "--json");
    String id = MailNodes.first("\"id\":\"([0-9a-f]{64})\"", inbox);
    Path raw = directory.resolve("raw");
    assertThat(nodes.mail("bert", Path.of("/dev/null"), raw, "read", id, "--raw")).isZero();
    assertThat(raw).hasSameBinaryContentAs(message);
    assertThat(nodes.mail("bert", "read", id)).contains("Zeile eins", "b.bin", anna);

    nodes.start("anna");
    nodes.until("\"state\":\"DELIVERED\"", "anna", "status", "--json");
  }

  private static double seconds(String status, String inbox, String id) {
    String created = MailNodes.first("\"id\":\"" + id + "\"[^{}]*\"created\":\"([^\"]*)\"", status);
    String received =
        MailNodes.first("\"id\":\"" + id + "\"[^{}]*\"received\":\"([^\"]*)\"", inbox);
    return Duration.between(Instant.parse(created), Instant.parse(received)).toNanos() / 1e9;
  }

  private void sendDirectly(String bert, List<String> ids) throws Exception {
    String sent = nodes.mail("anna", "send", bert, "--subject", "direct", "hello", "--json");
    if (sent.contains("\"direct\":true")) {
      ids.add(MailNodes.first("\"id\":\"([0-9a-f]{64})\"", sent));
    }
  }

  /** Makes anna and bert contacts, which takes a node that keeps mail; bert's address. */
  private String makeContacts() throws Exception {
    String bert = nodes.person("bert", "bert");
    String anna = nodes.person("anna", "anna");
    nodes.mail("anna", "send", bert, "--subject", "one", "hello");
    nodes.until("\"subject\":\"one\"", "bert", "inbox", "--poll", "--json");
    nodes.mail("bert", "send", anna, "--subject", "two", "hello");
    nodes.until("\"subject\":\"two\"", "anna", "inbox", "--poll", "--json");
    return bert;
  }

  /** Bert announces himself once he has a contact; who has looked in vain rests 20 s. */
  private List<String> sendUntilDirect(String bert) throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < MOST_TRIES && ids.isEmpty(); i++) {
      assertThat(nodes.runs("anna")).isTrue();
      sendDirectly(bert, ids);
    }
    assertThat(ids).as(nodes.output("anna")).hasSize(1);
    assertThat(nodes.mail("anna", "status", ids.get(0))).contains("handed over directly");
    return ids;
  }

  /** Once they are contacts, the node that kept mail is taken away. */
  @Test
  @Timeout(900) // all of the tries, of some seconds each, take longer than the usual five minutes
  void contactsWhoAreOnlineNeedNoOtherNode() throws Exception {
    nodes.start("friend");
    nodes.start("bert");
    nodes.start("anna");
    String bert = makeContacts();
    List<String> ids = sendUntilDirect(bert);
    nodes.end("friend");
    for (int i = 0; i < DIRECT_MAILS; i++) {
      sendDirectly(bert, ids);
    }
    assertThat(ids).as(nodes.output("anna")).hasSize(1 + DIRECT_MAILS);
    String status = nodes.mail("anna", "status", "--json");
    String inbox = nodes.mail("bert", "inbox", "--json");
    double[] taken = ids.stream().mapToDouble(id -> seconds(status, inbox, id)).sorted().toArray();
    System.out.printf(
        "%d mails between two processes, sent until received: median %.3f s, longest %.3f s%n",
        taken.length, taken[taken.length / 2], taken[taken.length - 1]);
    assertThat(taken[0]).isPositive();
  }

  /** The DHT's UDP port carries the connection too. */
  @Test
  @Timeout(900) // all of the tries, of some seconds each, take longer than the usual five minutes
  void contactsMeetOverUdpWhereTcpIsRefused() throws Exception {
    nodes.start("friend");
    nodes.startWithoutTcp("bert");
    nodes.start("anna");
    String bert = makeContacts();
    assertThat(nodes.output("bert"))
        .contains("Swarm mail listens on utp")
        .doesNotContain("listens on tcp");
    sendUntilDirect(bert);
  }

  @Test
  void oneFlagMovesAllPorts() throws Exception {
    nodes.start("anna");
    for (String transport : List.of("tcp", "utp")) {
      nodes.untilSaid("anna", "Swarm mail listens on " + transport);
      assertThat(nodes.output("anna"))
          .containsPattern("Swarm mail listens on " + transport + " \\S*:" + nodes.port() + "\\b");
    }
    new Socket(InetAddress.getLoopbackAddress(), nodes.port()).close();
    // The DHT answers there: somebody joins by it.
    nodes.start("bert");
    nodes.person("bert", "bert");
  }

  /** What Anna sends lies on Bert's node alone, which tells his mailbox without being asked. */
  @Test
  void twoNodesAreANetwork() throws Exception {
    nodes.start("anna");
    nodes.start("bert");
    String bert = nodes.person("bert", "bert");
    nodes.person("anna", "anna");
    nodes.mail("anna", "send", bert, "--subject", "between two", "hello");
    String inbox = "";
    for (int i = 0; i < MOST_TRIES && !inbox.contains("between two"); i++) {
      assertThat(nodes.runs("bert")).isTrue();
      inbox = nodes.mail("bert", "inbox", "--json");
    }
    assertThat(inbox).as(nodes.output("bert")).contains("\"subject\":\"between two\"");
  }

  @Test
  void whereNoNodeRunsItSaysHowToStartOne() throws Exception {
    Path out = directory.resolve("out");
    assertThat(nodes.mail("nobody", Path.of("/dev/null"), out, "inbox")).isEqualTo(11);
    assertThat(Files.readString(directory.resolve("errors"))).contains("waggle mail-node --data");
  }

  @Test
  void theDemoDelivers() throws Exception {
    try (WaggleProcess demo = WaggleProcess.start("mail", "demo", "--nodes", "12", "--json")) {
      assertThat(demo.end()).as(demo.output()).isZero();
      assertThat(demo.output())
          .contains("\"event\":\"killed\"", "\"identical\":true", "\"arrived\":true");
    }
  }
}
