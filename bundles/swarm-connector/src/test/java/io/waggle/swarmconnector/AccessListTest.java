package io.waggle.swarmconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.net.PeerAddress;
import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AccessListTest {

  private static boolean allows(List<String> allow, List<String> deny, String host) {
    return AccessList.of(allow, deny).allows(PeerAddress.parse("[" + host + "]:1").host());
  }

  @Test
  void anEmptyListLetsEverybodyIn() {
    assertThat(allows(List.of(), List.of(), "192.0.2.1")).isTrue();
    assertThat(allows(List.of(), List.of(), "2001:db8::1")).isTrue();
  }

  @Test
  void whoIsNotAllowedByNameIsOut() {
    List<String> allow = List.of("192.0.2.0/24", "2001:db8::/32");
    assertThat(allows(allow, List.of(), "192.0.2.200")).isTrue();
    assertThat(allows(allow, List.of(), "192.0.3.1")).isFalse();
    assertThat(allows(allow, List.of(), "2001:db8:9::1")).isTrue();
    assertThat(allows(allow, List.of(), "2001:db9::1")).isFalse();
  }

  @Test
  void denyWinsOverAllow() {
    List<String> allow = List.of("10.0.0.0/8");
    List<String> deny = List.of("10.1.2.3", "10.9.0.0/17");
    assertThat(allows(allow, deny, "10.1.2.3")).isFalse();
    assertThat(allows(allow, deny, "10.1.2.4")).isTrue();
    assertThat(allows(allow, deny, "10.9.127.255")).isFalse();
    assertThat(allows(allow, deny, "10.9.128.0")).isTrue();
  }

  @Test
  void aMappedAddressIsAnIpv4Address() {
    assertThat(allows(List.of(), List.of("192.0.2.1"), "::ffff:192.0.2.1")).isFalse();
  }

  @Test
  void whatIsNoBlockIsNamed() {
    for (String bad : List.of("example.org", "10.0.0.0/33", "10.0.0.0/x", "10.0.0/8", "::/129")) {
      assertThatThrownBy(() -> AccessList.of(List.of(), List.of(bad)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(bad.contains("/") ? bad.substring(0, 2) : bad);
    }
  }

  @Property
  void aBlockHoldsWhatSharesItsLeadingBits(
      @ForAll @Size(4) byte[] base,
      @ForAll @Size(4) byte[] other,
      @ForAll @IntRange(max = 32) int bits) {
    AddressBlock block = new AddressBlock(PeerAddress.of(base, 1).host(), bits);
    BigInteger difference = new BigInteger(1, base).xor(new BigInteger(1, other));
    assertThat(block.contains(PeerAddress.of(other, 1).host()))
        .isEqualTo(difference.bitLength() <= 32 - bits);
  }
}
