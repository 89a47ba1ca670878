package io.waggle.swarmconnector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whole swarms that find each other at any moment, over a network of any speed. */
class SwarmDuplicateTest {

  @Property(tries = 150)
  void twoPeersEndUpWithOneConnectionAndItIsTheSameOne(
      @ForAll @IntRange(min = 1, max = 255) int one,
      @ForAll @IntRange(min = 1, max = 255) int two,
      @ForAll @IntRange(max = 2000) int delay,
      @ForAll @IntRange(max = 3000) int later) {
    Assume.that(one != two);
    Rig rig = new Rig();
    Rig.Node a = rig.node("192.0.2.1", "%02x".formatted(one)).start();
    Rig.Node b = rig.node("192.0.2.2", "%02x".formatted(two)).start();
    rig.network.delay("tcp", Duration.ofMillis(delay));
    a.finds(b);
    rig.time.advance(Duration.ofMillis(later));
    b.finds(a);
    rig.seconds(60);
    assertThat(a.only().info().initiator()).isNotEqualTo(b.only().info().initiator());
    assertThat(rig.carry(a.only(), b.only(), "same")).isEqualTo("same");
    assertThat(rig.network.openEnds()).isEqualTo(2);
    assertThat(a.connecting() + b.connecting()).isLessThanOrEqualTo(2);
  }
}
