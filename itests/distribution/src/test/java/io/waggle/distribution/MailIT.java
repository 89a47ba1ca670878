package io.waggle.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail between nodes that are processes of their own, written and read from the command line. */
class MailIT {

  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final int MOST_TRIES = 40;
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
  private final Map<String, WaggleProcess> nodes = new HashMap<>();
  private int port;

  @AfterEach
  void stop() {
    nodes.values().forEach(WaggleProcess::close);
  }

  /** The neighbours of the last session are remembered: only the first start names a node. */
  private void start(String name) throws Exception {
    Path etc = Files.createDirectories(directory.resolve("etc-" + name));
    List<String> words =
        new ArrayList<>(List.of("mail-node", "--config", etc.toString(), "--data", data(name)));
    if (port == 0) {
      try (DatagramSocket free = new DatagramSocket()) {
        port = free.getLocalPort();
      }
      words.addAll(List.of("--port", Integer.toString(port)));
    } else {
      words.addAll(List.of("--port", "0"));
      if (!Files.exists(directory.resolve(name))) {
        words.addAll(List.of("--nodes", "127.0.0.1:" + port));
      }
    }
    WaggleProcess node = WaggleProcess.start(Map.of(), words);
    nodes.put(name, node);
    for (int i = 0; i < 600 && !Files.exists(directory.resolve(name + "/control/socket")); i++) {
      boolean ended = node.process().waitFor(100, TimeUnit.MILLISECONDS);
      assertThat(ended).as(node.output()).isFalse();
    }
  }

  private String data(String name) {
    return directory.resolve(name).toString();
  }

  private void end(String name) throws InterruptedException {
    assertThat(nodes.remove(name).terminate()).isZero();
  }

  /** Runs a mail command; its standard output goes to a file. */
  private int mail(String name, Path in, Path out, String... words) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(WaggleProcess.SCRIPT.toString(), "mail", "--data", data(name)));
    command.addAll(List.of(words));
    return run(in, out, command);
  }

  private int run(Path in, Path out, List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(directory.resolve("errors").toFile())
            .start();
    return process.waitFor();
  }

  private String mail(String name, String... words) throws Exception {
    Path out = directory.resolve("out");
    int code = mail(name, Path.of("/dev/null"), out, words);
    String said = Files.readString(out) + Files.readString(directory.resolve("errors"));
    assertThat(code).as(said + nodes.get(name).output()).isZero();
    return Files.readString(out);
  }

  /** Asks until the answer has what is waited for. */
  private String until(String text, String name, String... words) throws Exception {
    String said = "";
    for (int i = 0; i < MOST_TRIES && !said.contains(text); i++) {
      said = mail(name, words);
    }
    assertThat(said).as(nodes.get(name).output()).contains(text);
    return said;
  }

  private static String first(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }

  private String person(String name, String label) throws Exception {
    mail(name, "new", label);
    String all = until("\"published\":\"", name, "address", "--json");
    return first("(wg1[0-9a-z]{59})", all);
  }

  @Test
  void aMessageOfAMailProgramComesAsItWent() throws Exception {
    assumeTrue(Files.exists(PYTHON), "skipped: no " + PYTHON);
    start("friend");
    start("bert");
    String bert = person("bert", "bert");
    end("bert");
    start("anna");
    String anna = person("anna", "anna");
    Path message = directory.resolve("message.eml");
    Path script = Files.writeString(directory.resolve("write.py"), WRITER);
    assertThat(
            run(
                Path.of("/dev/null"),
                message,
                List.of(PYTHON.toString(), script.toString(), anna, bert)))
        .isZero();
    Path out = directory.resolve("sent");
    int code = mail("anna", message, out, "send");
    String progress = Files.readString(directory.resolve("errors"), StandardCharsets.UTF_8);
    assertThat(code).as(Files.readString(out) + progress).isZero();
    assertThat(Files.readString(out)).contains("not yet picked up");
    assertThat(progress).contains("computing the stamp", "being stored");
    end("anna");

    start("bert");
    String inbox = until("Gr\u00fc\u00dfe", "bert", "inbox", "--poll", "--json");
    String id = first("\"id\":\"([0-9a-f]{64})\"", inbox);
    Path raw = directory.resolve("raw");
    assertThat(mail("bert", Path.of("/dev/null"), raw, "read", id, "--raw")).isZero();
    assertThat(raw).hasSameBinaryContentAs(message);
    assertThat(mail("bert", "read", id)).contains("Zeile eins", "b.bin", anna);

    start("anna");
    until("\"state\":\"DELIVERED\"", "anna", "status", "--json");
  }

  private static double seconds(String status, String inbox, String id) {
    String created = first("\"id\":\"" + id + "\"[^{}]*\"created\":\"([^\"]*)\"", status);
    String received = first("\"id\":\"" + id + "\"[^{}]*\"received\":\"([^\"]*)\"", inbox);
    return Duration.between(Instant.parse(created), Instant.parse(received)).toNanos() / 1e9;
  }

  private void sendDirectly(String bert, List<String> ids) throws Exception {
    String sent = mail("anna", "send", bert, "--subject", "direct", "hello", "--json");
    if (sent.contains("\"direct\":true")) {
      ids.add(first("\"id\":\"([0-9a-f]{64})\"", sent));
    }
  }

  /** Makes them contacts, which takes a node that keeps mail, and then takes that node away. */
  @Test
  void contactsWhoAreOnlineNeedNoOtherNode() throws Exception {
    start("friend");
    start("bert");
    start("anna");
    String bert = person("bert", "bert");
    String anna = person("anna", "anna");
    mail("anna", "send", bert, "--subject", "one", "hello");
    until("\"subject\":\"one\"", "bert", "inbox", "--poll", "--json");
    mail("bert", "send", anna, "--subject", "two", "hello");
    until("\"subject\":\"two\"", "anna", "inbox", "--poll", "--json");
    // Bert announces himself within seconds of his first contact.
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < MOST_TRIES && ids.isEmpty(); i++) {
      Thread.sleep(1000);
      sendDirectly(bert, ids);
    }
    assertThat(ids).as(nodes.get("anna").output()).hasSize(1);
    end("friend");
    for (int i = 0; i < DIRECT_MAILS; i++) {
      sendDirectly(bert, ids);
    }
    assertThat(ids).as(nodes.get("anna").output()).hasSize(1 + DIRECT_MAILS);
    assertThat(mail("anna", "status", ids.get(0))).contains("handed over directly");
    String status = mail("anna", "status", "--json");
    String inbox = mail("bert", "inbox", "--json");
    double[] taken = ids.stream().mapToDouble(id -> seconds(status, inbox, id)).sorted().toArray();
    System.out.printf(
        "%d mails between two processes, sent until received: median %.3f s, longest %.3f s%n",
        taken.length, taken[taken.length / 2], taken[taken.length - 1]);
    assertThat(taken[0]).isPositive();
  }

  @Test
  void whereNoNodeRunsItSaysHowToStartOne() throws Exception {
    Path out = directory.resolve("out");
    assertThat(mail("nobody", Path.of("/dev/null"), out, "inbox")).isEqualTo(11);
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
