package io.waggle.interop;

import static io.waggle.interop.JsonProcess.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A host floods the group with 50,000 packets a second, under its own address or under a thousand.
 * The switch lets it through to our node and not to the published one, which would drown in it.
 */
class LanFloodIT extends LanScene {

  private static final int RATE = 50_000;
  private String c;

  @BeforeEach
  void plug_in_the_flooder() {
    Peers.assume(NodePeer.works("gcc", "--version") ? "" : "no gcc, which makes the flood");
    lan.close();
    lan = new Lan();
    hub = lan.hub("1");
    a = lan.host("a");
    b = lan.host("b");
    c = lan.host("c");
    String published = lan.plug(a, hub, "lan0", "10.78.1.1/16");
    lan.plug(b, hub, "lan0", "10.78.1.2/16");
    String flooder = lan.plug(c, hub, "lan0", "10.78.1.3/16");
    lan.keepApart(hub, published, flooder);
    lan.routeMulticast(a, "lan0");
  }

  @ParameterizedTest(name = "{0} of {1} senders")
  @CsvSource({"answers,1", "answers,1000", "questions,1000", "garbage,1000"})
  void a_flood_neither_fills_the_heap_nor_keeps_peers_apart(String kind, int senders)
      throws Exception {
    try (JsonProcess ours = ours(b, "ours")) {
      ours.await("ready");
      try (JsonProcess flood = flood(kind, senders)) {
        flood.await("rate", row -> row.getInt("packets") > 1000);
        long before = heapKib(ours);
        try (JsonProcess other = npm(a, "other")) {
          hears(ours, "other");
          hears(other, "ours");
        }
        for (int i = flood.log().count("rate"), until = i + 5; i < until; i++) {
          int seconds = i;
          flood.log().await("a second", () -> flood.log().count("rate") > seconds, PATIENCE);
        }
        long after = heapKib(ours);
        System.out.printf(
            "flood of %s under %d addresses: %s packets/s, heap %d KiB, then %d KiB%n",
            kind,
            senders,
            flood.log().all("rate").stream().map(r -> r.getInt("packets")).toList(),
            before,
            after);
        assertThat(after - before).isLessThan(4096);
      }
    }
  }

  private JsonProcess flood(String kind, int senders) throws Exception {
    String program = scratch.resolve("mdns-flood").toString();
    String source = NodePeer.directory().resolve("mdns-flood.c").toString();
    assertThat(NodePeer.works("gcc", "-O2", "-o", program, source)).isTrue();
    List<String> command = new ArrayList<>(Lan.prefix(c));
    String first = senders == 1 ? "10.78.1.3" : "10.78.4.1";
    command.addAll(List.of(program, kind, topic, "lan0", first));
    command.addAll(List.of(Integer.toString(senders), Integer.toString(RATE)));
    return JsonProcess.start(scratch, command);
  }

  /** What is alive in the heap of a node: after a collection all of that is in the old part. */
  private static long heapKib(JsonProcess node) throws Exception {
    jcmd(node, "GC.run");
    return Pattern.compile("tenured generation .* used (\\d+)K")
        .matcher(jcmd(node, "GC.heap_info"))
        .results()
        .mapToLong(r -> Long.parseLong(r.group(1)))
        .sum();
  }
}
