package io.waggle.swarmconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.Claim;
import io.waggle.api.discovery.Sighting;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.Topic;
import io.waggle.api.net.PeerAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DialQueueTest {

  private static final Topic BIG = Topic.named("big");
  private static final Topic SMALL = Topic.named("small");
  private static final SourceId SOURCE = new SourceId("s");

  private final DialQueue queue = new DialQueue();

  private static PeerEntry entry(int port, Topic topic, int rank) {
    PeerEntry entry = new PeerEntry(PeerAddress.parse("192.0.2.1:" + port));
    Claim claim =
        new Claim(SOURCE, Instant.EPOCH, Instant.EPOCH, Optional.empty(), Optional.empty(), rank);
    entry.sightings.put(topic, Sighting.of(topic, entry.address, Map.of(SOURCE, claim)));
    return entry;
  }

  private List<Integer> drain() {
    List<Integer> ports = new ArrayList<>();
    for (Optional<DialQueue.Ticket> t = queue.poll(); t.isPresent(); t = queue.poll()) {
      ports.add(t.get().entry().address.port());
    }
    return ports;
  }

  @Test
  void theHigherRankGoesFirstThenWhoCameFirst() {
    queue.offer(entry(1, BIG, 0), BIG);
    queue.offer(entry(2, BIG, 5), BIG);
    queue.offer(entry(3, BIG, 0), BIG);
    queue.offer(entry(4, BIG, 5), BIG);
    assertThat(drain()).containsExactly(2, 4, 1, 3);
    assertThat(queue.size()).isZero();
  }

  @Test
  void aBigTopicDoesNotStarveASmallOne() {
    for (int port = 1; port <= 1000; port++) {
      queue.offer(entry(port, BIG, 9), BIG);
    }
    queue.offer(entry(2001, SMALL, 0), SMALL);
    queue.offer(entry(2002, SMALL, 0), SMALL);
    List<Topic> first = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      DialQueue.Ticket ticket = queue.poll().orElseThrow();
      queue.begun(ticket.topic());
      first.add(ticket.topic());
    }
    assertThat(first).containsExactly(BIG, SMALL, BIG, SMALL);
  }

  @Test
  void whoseDialsAreUnderWayComesLater() {
    queue.offer(entry(1, BIG, 0), BIG);
    queue.offer(entry(2, SMALL, 0), SMALL);
    queue.begun(BIG);
    assertThat(queue.poll().orElseThrow().topic()).isEqualTo(SMALL);
    queue.ended(BIG);
    assertThat(drain()).containsExactly(1);
  }

  @Test
  void offeredAgainItIsInOnce() {
    PeerEntry entry = entry(1, BIG, 0);
    queue.offer(entry, BIG);
    queue.offer(entry, SMALL);
    assertThat(queue.size()).isEqualTo(1);
    queue.remove(entry);
    queue.remove(entry);
    assertThat(queue.size()).isZero();
    assertThat(drain()).isEmpty();
  }
}
