package io.waggle.kademliadht.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A row keeps what it is told, as exactly as it promises, and leaves its neighbours alone. */
class SlotsTest {

  @Property
  void rowsKeepTheirValuesApart(
      @ForAll @IntRange(max = 60_000) int millis,
      @ForAll @IntRange(max = 100) int fails,
      @ForAll boolean live,
      @ForAll boolean secure) {
    Slots slots = new Slots(Family.V4);
    slots.add(NodeId.of(1, 2, 3), Endpoint.v4(7, 7), 5);
    int row = slots.add(NodeId.of(4, 5, 6), Endpoint.v4(8, 8), 9);
    slots.setRtt(row, millis);
    slots.setLive(row, live);
    slots.set(row, Slots.SECURE, secure);
    slots.setFails(row, fails);
    assertThat(slots.rtt(row)).isLessThanOrEqualTo(millis).isGreaterThan(millis - millis / 16 - 1);
    assertThat(slots.fails(row)).isEqualTo(Math.min(fails, 31));
    assertThat(slots.is(row, Slots.SECURE)).isEqualTo(secure);
    assertThat(slots.live(9)).isEqualTo(live ? 1 : 0);
    assertThat(slots.deepest()).isEqualTo(live ? 9 : -1);
    assertThat(slots.rtt(0) + slots.fails(0) + slots.live(5)).isZero();

    slots.remove(0);
    assertThat(slots.fails(0)).isEqualTo(Math.min(fails, 31));
    assertThat(slots.live()).isEqualTo(live ? 1 : 0);
    assertThat(slots.waiting(5)).isZero();
    assertThat(slots.waiting(9)).isEqualTo(live ? 0 : 1);
  }
}
