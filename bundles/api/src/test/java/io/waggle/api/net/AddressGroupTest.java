package io.waggle.api.net;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AddressGroupTest {

  private static AddressGroup of(String address) {
    return AddressGroup.of(PeerAddress.parse(address + ":1").host());
  }

  @Test
  void neighboursShareAGroupAndNobodyElse() {
    assertThat(of("192.0.2.1")).isEqualTo(of("192.0.2.255")).isNotEqualTo(of("192.0.3.1"));
    assertThat(of("[2001:db8:1:2::3]"))
        .isEqualTo(of("[2001:db8:1:ffff::9]"))
        .isNotEqualTo(of("[2001:db8:2::3]"));
    assertThat(of("0.0.0.1")).isNotEqualTo(of("[::1]"));
  }

  @Test
  void shownAsAPrefix() {
    assertThat(of("255.254.253.252")).hasToString("255.254.253.0/24");
    assertThat(of("[2001:db8::1]")).hasToString("20010db80000::/48");
  }

  @Property(tries = 300)
  void theHostPartNeverMatters(@ForAll @Size(4) byte[] four, @ForAll byte host) {
    byte[] other = four.clone();
    other[3] = host;
    assertThat(AddressGroup.of(PeerAddress.of(other, 1).host()))
        .isEqualTo(AddressGroup.of(PeerAddress.of(four, 1).host()));
  }
}
