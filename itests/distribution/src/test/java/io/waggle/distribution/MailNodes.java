package io.waggle.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Mail nodes by name, processes of their own, and the commands that are given to them. */
final class MailNodes implements AutoCloseable {

  private static final int MOST_TRIES = 40;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path directory;
  private final Map<String, WaggleProcess> nodes = new HashMap<>();
  private int port;

  MailNodes(Path directory) {
    this.directory = directory;
  }

  @Override
  public void close() {
    nodes.values().forEach(WaggleProcess::close);
  }

  /** The first node begins the network, on a port that the others are told. */
  void start(String name) throws Exception {
    if (port == 0) {
      port = free();
      start(name, List.of("--port", Integer.toString(port)));
    } else {
      start(name, List.of("--port", "0"));
    }
  }

  /** A port that nobody has, neither of UDP nor of TCP. */
  private static int free() throws IOException {
    try (ServerSocket tcp = new ServerSocket(0);
        DatagramSocket udp = new DatagramSocket(tcp.getLocalPort())) {
      return udp.getLocalPort();
    }
  }

  /** The port of the first node. */
  int port() {
    return port;
  }

  /** A later one that takes no TCP connections. */
  void startWithoutTcp(String name) throws Exception {
    Path etc = Files.createDirectories(etc(name));
    int own = free();
    Files.writeString(
        etc.resolve("io.waggle.udp-mail.cfg"), "udp.name = mail\nport = " + own + "\n");
    Files.writeString(
        etc.resolve("io.waggle.swarm-mail.cfg"),
        """
        swarm.name = mail
        port = %d
        port.fallback = false
        handshake.target = (handshake.name=noise-anonymous)
        transports = utp
        """
            .formatted(own));
    start(name, List.of());
  }

  private Path etc(String name) {
    return directory.resolve("etc-" + name);
  }

  /** The neighbours of the last session are remembered: only the first start names a node. */
  private void start(String name, List<String> flags) throws Exception {
    Path etc = Files.createDirectories(etc(name));
    List<String> words =
        new ArrayList<>(List.of("mail-node", "--config", etc.toString(), "--data", data(name)));
    words.addAll(flags);
    if (!flags.contains(Integer.toString(port)) && !Files.exists(directory.resolve(name))) {
      words.addAll(List.of("--nodes", "127.0.0.1:" + port));
    }
    WaggleProcess node = WaggleProcess.start(Map.of(), words);
    nodes.put(name, node);
    for (int i = 0; i < 600 && !Files.exists(directory.resolve(name + "/control/socket")); i++) {
      boolean ended = node.process().waitFor(100, TimeUnit.MILLISECONDS);
      assertThat(ended).as(node.output()).isFalse();
    }
  }

  /** Waits until it has said something. */
  void untilSaid(String name, String text) throws InterruptedException {
    for (int i = 0; i < MOST_TRIES && !output(name).contains(text) && runs(name); i++) {
      // Looks again.
    }
    assertThat(output(name)).contains(text);
  }

  /** Whether it still runs after a second. */
  boolean runs(String name) throws InterruptedException {
    return !nodes.get(name).process().waitFor(1, TimeUnit.SECONDS);
  }

  String data(String name) {
    return directory.resolve(name).toString();
  }

  /** What it has said so far. */
  String output(String name) {
    return nodes.get(name).output();
  }

  void end(String name) throws InterruptedException {
    assertThat(nodes.remove(name).terminate()).isZero();
  }

  /** Runs a mail command; its standard output goes to a file. */
  int mail(String name, Path in, Path out, String... words) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(WaggleProcess.SCRIPT.toString(), "mail", "--data", data(name)));
    command.addAll(List.of(words));
    return run(in, out, command);
  }

  private String errors() throws IOException {
    return Files.readString(directory.resolve("errors"));
  }

  /** Runs anything; its standard error goes to the file {@code errors}. */
  int run(Path in, Path out, List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(directory.resolve("errors").toFile())
            .start();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError(command + " does not end; its errors: " + errors());
    }
    return process.exitValue();
  }

  String mail(String name, String... words) throws Exception {
    Path out = directory.resolve("out");
    int code = mail(name, Path.of("/dev/null"), out, words);
    String said = Files.readString(out) + errors();
    String log = nodes.containsKey(name) ? nodes.get(name).output() : "";
    assertThat(code).as(said + log).isZero();
    return Files.readString(out);
  }

  /** Asks until the answer has what is waited for. */
  String until(String text, String name, String... words) throws Exception {
    String said = "";
    for (int i = 0; i < MOST_TRIES && !said.contains(text); i++) {
      said = mail(name, words);
    }
    assertThat(said).as(output(name)).contains(text);
    return said;
  }

  static String first(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }

  /** Makes an identity and waits until others can find its keys; its address. */
  String person(String name, String label) throws Exception {
    mail(name, "new", label);
    String all = until("\"published\":\"", name, "address", "--json");
    return first("(wg1[0-9a-z]{59})", all);
  }
}
