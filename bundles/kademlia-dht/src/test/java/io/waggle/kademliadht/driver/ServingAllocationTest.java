package io.waggle.kademliadht.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.waggle.api.dht.NodeId;
import io.waggle.api.time.WaggleClock;
import io.waggle.kademliadht.core.Limits;
import io.waggle.kademliadht.core.NodeConfig;
import io.waggle.kademliadht.krpc.Family;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From the socket to the answer nothing is allocated for a sender that is the last one again; for
 * another one the JDK makes an address. The clock stands, so that no upkeep comes between.
 */
class ServingAllocationTest {

  private static final int PACKETS = 5_000;

  /** What a platform's wake-ups may cost in all; far less than one object a packet. */
  private static final long FEW = PACKETS;

  private static final String ID = "abcdefghij0123456789";

  /** Time that stands. */
  private static final class Stopped implements WaggleClock {

    @Override
    public long nanoTime() {
      return 1_000_000_000L;
    }

    @Override
    public Instant instant() {
      return Instant.EPOCH;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "e1:q4:ping",
        "6:target20:" + ID + "e1:q9:find_node",
        "9:info_hash20:" + ID + "e1:q9:get_peers"
      })
  void nothingAPacketThroughTheSocket(String rest) throws Exception {
    byte[] query =
        ("d1:ad2:id20:" + ID + rest + "2:roi1e1:t2:aa1:y1:qe").getBytes(StandardCharsets.US_ASCII);
    try (LocalDht dht = LocalDht.open(settings(), new Stopped());
        DatagramSocket asker = new DatagramSocket()) {
      // The node's thread takes up its port as its first task; before it what comes is dropped.
      dht.client().table().toCompletableFuture().get(30, TimeUnit.SECONDS);
      asker.connect(dht.host.local().get(0));
      asker.setSoTimeout(10_000);
      ask(asker, query);
      long thread = servingThread();
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long before = threads.getThreadAllocatedBytes(thread);
      ask(asker, query);
      assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(FEW);
    }
  }

  private static DhtSettings settings() {
    DhtSettings usual = LocalDht.settings("allocation", List.of(), Optional.empty());
    return new DhtSettings(
        usual.name(),
        0,
        usual.bind(),
        false,
        Optional.empty(),
        List.of(),
        NodeConfig.server(Family.V4, NodeId.of(0, 0, 0)).with(Limits.NONE),
        usual.quota(),
        Optional.empty(),
        Duration.ofMinutes(10));
  }

  private static long servingThread() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("waggle-dht-allocation"))
        .findFirst()
        .orElseThrow()
        .getId();
  }

  private static void ask(DatagramSocket asker, byte[] query) throws Exception {
    DatagramPacket question = new DatagramPacket(query, query.length);
    DatagramPacket answer = new DatagramPacket(new byte[1500], 1500);
    for (int i = 0; i < PACKETS; i++) {
      asker.send(question);
      asker.receive(answer);
    }
  }
}
