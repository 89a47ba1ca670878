package io.waggle.api.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NatFindingTest {

  private static SeenAs seen(String observer) {
    return new SeenAs(PeerAddress.parse(observer), PeerAddress.parse("198.51.100.1:1"));
  }

  @Test
  void observersAreCountedByHost() {
    List<SeenAs> seen = List.of(seen("203.0.113.1:53"), seen("203.0.113.1:5300"));
    assertThat(NatFinding.of("dns", NatMapping.UNKNOWN, seen))
        .isEqualTo(new NatFinding(NatMapping.UNKNOWN, "dns", 1, 0));
    assertThat(NatFinding.of("dns", NatMapping.OPEN, seen).agreeing()).isEqualTo(1);
  }

  @Test
  void togetherTheLeastFavourableThatIsKnownCounts() {
    NatFinding cone = new NatFinding(NatMapping.ENDPOINT_INDEPENDENT, "dns", 2, 2);
    NatFinding nothing = new NatFinding(NatMapping.UNKNOWN, "dht", 3, 0);
    assertThat(NatFinding.together(List.of())).isEqualTo(NatMapping.UNKNOWN);
    assertThat(NatFinding.together(List.of(nothing, cone)))
        .isEqualTo(NatMapping.ENDPOINT_INDEPENDENT);
  }
}
