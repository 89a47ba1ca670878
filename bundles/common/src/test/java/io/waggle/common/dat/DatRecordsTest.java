package io.waggle.common.dat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.net.PeerAddress;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DatRecordsTest {

  @Test
  void peersAreSixBytesEachInBase64() {
    List<PeerAddress> peers =
        List.of(PeerAddress.parse("127.0.0.1:8080"), PeerAddress.parse("0.0.0.0:3282"));
    assertThat(PeerEntries.encode(peers)).isEqualTo("fwAAAR+QAAAAAAzS");
    assertThat(PeerEntries.decode("fwAAAR+QAAAAAAzS")).isEqualTo(peers);
  }

  @Test
  void theThirtySecondPeerDoesNotFit() {
    PeerAddress peer = PeerAddress.parse("10.0.0.1:1");
    assertThat(PeerEntries.encode(Collections.nCopies(31, peer))).hasSize(248);
    assertThatThrownBy(() -> PeerEntries.encode(Collections.nCopies(32, peer)))
        .hasMessageContaining("32 peers");
  }

  @Test
  void anIpv6PeerIsLeftOut() {
    assertThat(PeerEntries.encode(List.of(PeerAddress.parse("[::1]:80")))).isEmpty();
  }

  @Property
  void anyTextGivesPeersOrNone(@ForAll String text) {
    assertThat(PeerEntries.decode(text)).isNotNull();
  }

  @Property
  void whatWasWrittenIsReadBack(
      @ForAll @Size(4) byte[] ip, @ForAll @IntRange(max = 65535) int port) {
    PeerAddress peer = PeerAddress.of(ip, port);
    assertThat(PeerEntries.decode(PeerEntries.encode(List.of(peer)))).containsExactly(peer);
  }

  @Test
  void aTokenIsGoodForItsAddressOverOneRotation() throws Exception {
    byte[] next = {1};
    TokenSecrets secrets = new TokenSecrets(secret -> Arrays.fill(secret, next[0]++));
    InetAddress asker = InetAddress.getByName("10.0.0.1");
    String token = secrets.token(asker);
    assertThat(token).hasSize(44);
    assertThat(secrets.accepts(token, asker)).isTrue();
    assertThat(secrets.accepts(token, InetAddress.getByName("10.0.0.2"))).isFalse();
    secrets.rotate();
    assertThat(secrets.accepts(token, asker)).isTrue();
    secrets.rotate();
    assertThat(secrets.accepts(token, asker)).isFalse();
  }

  @Test
  void bothDialectsOfFlagsAreRead() {
    Attributes five = Attributes.of(List.of("subscribe", "announce=80", "token=a=b"));
    assertThat(five.flag("subscribe")).isTrue();
    assertThat(five.port("announce")).hasValue(80);
    assertThat(five.text("token")).contains("a=b");
    Attributes six = Attributes.of(List.of("subscribe=true", "announce=65536", "unannounce=-1"));
    assertThat(six.flag("subscribe")).isTrue();
    assertThat(six.port("announce")).isEmpty();
    assertThat(six.port("unannounce")).isEmpty();
    assertThat(six.flag("token")).isFalse();
  }
}
