package io.waggle.api.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PeerAddressTest {

  @Test
  void mappedAddressesAreIpv4() {
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) 192, 0, 2, 1};
    assertThat(PeerAddress.of(mapped, 80)).isEqualTo(PeerAddress.parse("192.0.2.1:80"));
    assertThat(PeerAddress.parse("[::ffff:192.0.2.1]:80").isIpv6()).isFalse();
  }

  @Test
  void orderedByFamilyAddressAndPortUnsigned() {
    List<PeerAddress> ordered =
        Stream.of("9.0.0.1:2", "9.0.0.1:40000", "200.0.0.1:1", "[2001:db8::1]:1", "[fd00::1]:1")
            .map(PeerAddress::parse)
            .toList();
    assertThat(ordered.stream().sorted()).containsExactlyElementsOf(ordered);
  }

  @Test
  void whatIsNoAddressIsRefused() {
    assertThatThrownBy(() -> PeerAddress.parse("host.example:1")).hasMessageContaining("address");
    assertThatThrownBy(() -> PeerAddress.parse("192.0.2.1")).hasMessageContaining("lacks a port");
    assertThatThrownBy(() -> PeerAddress.of(new byte[5], 1)).hasMessageContaining("4 or 16 bytes");
    assertThatThrownBy(() -> PeerAddress.of(new byte[4], 65536)).hasMessageContaining("0..65535");
    assertThatThrownBy(() -> PeerAddress.of(InetSocketAddress.createUnresolved("x", 1)))
        .hasMessageContaining("not resolved");
  }

  @Test
  void socketAddressesGoBothWays() {
    PeerAddress address = PeerAddress.parse("[2001:db8::1]:1");
    assertThat(PeerAddress.of(address.toSocketAddress())).isEqualTo(address);
  }
}
