package io.waggle.mdnsdiscovery.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTest {

  private static final Link FOUR =
      new Link("eth0", 2, false, List.of(Prefix.parse("192.0.2.1/24")));
  private static final Link SIX =
      new Link("eth0", 2, true, List.of(Prefix.parse("2001:db8::1/64")));

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 192.0.2.255, true",
    "192.0.2.0/24, 192.0.3.0, false",
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "0.0.0.0/0, 255.255.255.255, true",
    "10.128.0.0/9, 10.128.0.1, true",
    "10.128.0.0/9, 10.127.255.255, false",
    "10.0.0.0/9, 10.128.0.0, false",
    "fe80::/10, febf::1, true",
    "fe80::/10, fec0::1, false",
    "0.0.0.0/0, ::1, false",
  })
  void aNetworkContainsItsAddresses(String network, String address, boolean contained)
      throws Exception {
    assertThat(Prefix.parse(network).contains(InetAddress.getByName(address))).isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "eth0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "::/129", "a/8"})
  void whatIsNoNetworkIsRefused(String text) {
    assertThatThrownBy(() -> Prefix.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onlyItsOwnNetworksAndLinkLocalAddressesAreOnTheLink() throws Exception {
    assertThat(FOUR.isOnLink(InetAddress.getByName("192.0.2.77"))).isTrue();
    assertThat(FOUR.isOnLink(InetAddress.getByName("169.254.3.4"))).isTrue();
    assertThat(FOUR.isOnLink(InetAddress.getByName("198.51.100.1"))).isFalse();
    assertThat(FOUR.isOnLink(InetAddress.getByName("fe80::1"))).isFalse();
    assertThat(SIX.isOnLink(InetAddress.getByName("fe80::1"))).isTrue();
    assertThat(SIX.isOnLink(InetAddress.getByName("2001:db8::2"))).isTrue();
    assertThat(SIX.isOnLink(InetAddress.getByName("2001:db8:1::2"))).isFalse();
    assertThat(FOUR.isOwn(InetAddress.getByName("192.0.2.1"))).isTrue();
    assertThat(FOUR.isOwn(InetAddress.getByName("192.0.2.2"))).isFalse();
    assertThat(FOUR.group().getHostAddress()).isEqualTo("224.0.0.251");
    assertThat(SIX.group().getHostAddress()).isEqualTo("ff02:0:0:0:0:0:0:fb");
  }
}
