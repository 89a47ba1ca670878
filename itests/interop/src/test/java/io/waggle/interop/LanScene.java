package io.waggle.interop;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two hosts on a switch without a router, servers or names: multicast is all there is. */
abstract class LanScene {

  final String topic = Peers.hex(20);
  Lan lan;
  String a;
  String b;
  String hub;

  @TempDir Path scratch;

  @BeforeAll
  static void check() {
    Peers.assumeNode();
    Peers.assume(TwoHosts.unavailable());
  }

  @BeforeEach
  void build() {
    lan = new Lan();
    hub = lan.hub("1");
    a = lan.host("a");
    b = lan.host("b");
    lan.plug(a, hub, "lan0", "10.78.1.1");
    lan.plug(b, hub, "lan0", "10.78.1.2");
  }

  @AfterEach
  void remove() {
    lan.close();
  }

  JsonProcess ours(String host, String name) throws Exception {
    List<String> words = new ArrayList<>(List.of("join", topic, "--no-hash", "--dns", "off"));
    words.addAll(List.of("--mdns", "on", "--port", "0", "--say", "from " + name, "--json"));
    return Waggle.start(Files.createDirectory(scratch.resolve(name)), Lan.prefix(host), words);
  }

  JsonProcess npm(String host, String name) {
    return NodePeer.startIn(
        host,
        "swarm-peer.js",
        "--multicast",
        "--no-hash",
        "--topic",
        topic,
        "--say",
        "from " + name);
  }

  static void hears(JsonProcess who, String whom) {
    who.await(
        "line", row -> row.getString("line", row.getString("text", "")).equals("from " + whom));
  }

  static String jcmd(JsonProcess node, String command) throws Exception {
    Process jcmd =
        new ProcessBuilder("jcmd", Long.toString(node.pid()), command)
            .redirectErrorStream(true)
            .start();
    return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
