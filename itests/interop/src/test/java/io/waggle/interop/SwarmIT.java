package io.waggle.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.swarm.SwarmJoinOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The published swarms and ours dial each other, in either order of ids, through the npm server and
 * through ours: exactly one connection is left at both ends, and it carries lines both ways.
 */
@SuppressWarnings("try") // a server that only has to be there
class SwarmIT {

  private static final int ROUNDS = 20;
  private static final Duration QUIET = Duration.ofMillis(250);

  @TempDir Path data;

  @BeforeAll
  static void set_up() {
    Peers.assumeNode();
  }

  @ParameterizedTest(name = "discovery-swarm {0}, server {1}, our id is the {2} one")
  @CsvSource({
    "6.1,npm,smaller",
    "6.1,npm,larger",
    "6.1,ours,smaller",
    "6.1,ours,larger",
    "5.1,npm,smaller",
    "5.1,npm,larger",
    "5.1,ours,smaller",
    "5.1,ours,larger"
  })
  void one_connection_is_left(String swarm, String server, String order) {
    int dns = Peers.freePort();
    try (AutoCloseable running = server(server, dns)) {
      for (int round = 0; round < ROUNDS; round++) {
        meet(new Setting(swarm, dns, order.equals("smaller"), Mode.of(round), round));
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private AutoCloseable server(String kind, int port) {
    return kind.equals("npm") ? NodePeer.dnsServer(port) : OurServer.start(data, port);
  }

  private static void meet(Setting setting) {
    String topic = Peers.hex(20);
    try (OurNode ours = setting.ours()) {
      if (setting.oursFirst()) {
        ours.join(topic, setting.mode.ours());
        ours.awaitFlushed();
      }
      try (JsonProcess theirs = setting.theirs(topic)) {
        if (!setting.oursFirst()) {
          theirs.await("query-done");
          ours.join(topic, setting.mode.ours());
        }
        assertOneConnection(ours, theirs, setting.toString());
      }
    }
  }

  static void assertOneConnection(OurNode ours, JsonProcess theirs, String as) {
    awaitTalk(ours.log());
    awaitTalk(theirs.log());
    assertThat(theirs.log().settled(QUIET, JsonProcess.PATIENCE)).as(as).isTrue();
    assertThat(ours.log().settled(QUIET, JsonProcess.PATIENCE)).as(as).isTrue();
    assertThat(live(ours.log())).as(as + " ours " + ours.log().all()).isEqualTo(1);
    assertThat(live(theirs.log())).as(as + " theirs " + theirs.log().all()).isEqualTo(1);
    assertThat(ours.swarm().connections()).as(as).hasSize(1);
    theirs.send("stats");
    assertThat(theirs.await("stats").getInt("connected")).as(as).isEqualTo(1);
    assertStillTalks(ours, theirs);
  }

  static void awaitTalk(EventLog log) {
    log.await("line", row -> row.getString("line").startsWith("echo "), JsonProcess.PATIENCE);
  }

  private static void assertStillTalks(OurNode ours, JsonProcess theirs) {
    theirs.send("say", "text", "still there");
    theirs.await("line", row -> row.getString("line").equals("echo still there"));
    ours.say("here too");
    ours.log()
        .await("line", row -> row.getString("line").equals("echo here too"), JsonProcess.PATIENCE);
  }

  /**
   * How many connections were announced and have not been closed since. The original also tells of
   * the end of those it never announced; they have no id.
   */
  private static long live(EventLog log) {
    long closed = log.all("connection-closed").stream().filter(row -> !row.isNull("id")).count();
    return log.count("connection") - closed;
  }

  /** Who announces, and so who is dialled. */
  private enum Mode {
    BOTH(true, true, true),
    THEY_DIAL(true, false, false),
    WE_DIAL(false, true, true);

    private final boolean weAnnounce;
    private final boolean weLookUp;
    private final boolean theyAnnounce;

    Mode(boolean weAnnounce, boolean weLookUp, boolean theyAnnounce) {
      this.weAnnounce = weAnnounce;
      this.weLookUp = weLookUp;
      this.theyAnnounce = theyAnnounce;
    }

    SwarmJoinOptions ours() {
      return new SwarmJoinOptions(weAnnounce, weLookUp);
    }

    static Mode of(int round) {
      return values()[round % values().length];
    }
  }

  private record Setting(String swarm, int dns, boolean smaller, Mode mode, int round) {

    boolean oursFirst() {
      return round % 2 == 0;
    }

    private static String id(boolean small) {
      return (small ? "00" : "ff") + Peers.hex(31);
    }

    OurNode ours() {
      return OurNode.builder().id(id(smaller)).dns("127.0.0.1:" + dns).start();
    }

    JsonProcess theirs(String topic) {
      List<String> flags =
          new ArrayList<>(List.of("--impl", swarm, "--no-hash", "--say", "hello from npm"));
      flags.addAll(List.of("--dns", "127.0.0.1:" + dns, "--topic", topic, "--id", id(!smaller)));
      if (round % 4 != 3) {
        flags.add("--no-utp"); // otherwise it dials us both ways, as it does by default
      }
      if (!mode.theyAnnounce) {
        flags.add("--no-announce");
      }
      return NodePeer.start("swarm-peer.js", flags.toArray(String[]::new));
    }
  }
}
