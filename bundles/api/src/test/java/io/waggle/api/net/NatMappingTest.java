package io.waggle.api.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NatMappingTest {

  private static final List<java.net.InetAddress> OWN =
      List.of(PeerAddress.parse("192.168.1.2:0").host());

  /** Each is an observer and what it sees, with a blank between. */
  private static NatMapping of(String... sights) {
    return NatMapping.of(
        Arrays.stream(sights)
            .map(text -> text.split(" "))
            .map(pair -> new SeenAs(PeerAddress.parse(pair[0]), PeerAddress.parse(pair[1])))
            .toList(),
        OWN);
  }

  @Test
  void twoObserversTellTheKind() {
    assertThat(of()).isEqualTo(NatMapping.UNKNOWN);
    assertThat(of("203.0.113.1:53 198.51.100.1:1")).isEqualTo(NatMapping.UNKNOWN);
    assertThat(of("203.0.113.1:53 198.51.100.1:1", "203.0.113.2:53 198.51.100.1:1"))
        .isEqualTo(NatMapping.ENDPOINT_INDEPENDENT);
    assertThat(of("203.0.113.1:53 198.51.100.1:1", "203.0.113.2:53 198.51.100.1:2"))
        .isEqualTo(NatMapping.ENDPOINT_DEPENDENT);
    assertThat(of("203.0.113.1:53 198.51.100.1:1", "203.0.113.2:53 198.51.100.9:1"))
        .isEqualTo(NatMapping.ENDPOINT_DEPENDENT);
  }

  @Test
  void oneObserverWithTwoPortsIsOne() {
    assertThat(of("203.0.113.1:53 198.51.100.1:1", "203.0.113.1:5300 198.51.100.1:1"))
        .isEqualTo(NatMapping.UNKNOWN);
  }

  @Test
  void anAddressOfThisMachineIsNoNat() {
    assertThat(of("203.0.113.1:53 192.168.1.2:3282")).isEqualTo(NatMapping.OPEN);
  }

  @Test
  void ofSeveralTheLeastFavourableCounts() {
    assertThat(NatMapping.UNKNOWN.and(NatMapping.ENDPOINT_INDEPENDENT))
        .isEqualTo(NatMapping.ENDPOINT_INDEPENDENT);
    assertThat(NatMapping.ENDPOINT_DEPENDENT.and(NatMapping.OPEN))
        .isEqualTo(NatMapping.ENDPOINT_DEPENDENT);
  }
}
