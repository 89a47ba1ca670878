package io.waggle.kademliadht.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.net.NatFinding;
import io.waggle.api.net.NatMapping;
import io.waggle.api.net.PeerAddress;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.security.AddressVotes;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DhtObserverTest {

  private static final int US = 0xc6336401; // 198.51.100.1
  private static final int OTHER = 0xcb007109; // 203.0.113.9

  private final List<InetAddress> own = new ArrayList<>();
  private final DhtObserver observer = new DhtObserver("dht home", () -> own);
  private final AddressVotes votes = new AddressVotes(Family.V4);
  private int area;

  private void vote(int host, int... ports) {
    for (int port : ports) {
      votes.vote(Endpoint.v4(0x50000001 + (area++ << 16), 6881), Endpoint.v4(host, port));
    }
    observer.hear(votes.supporting());
  }

  private NatFinding finding(NatMapping mapping, int observers, int agreeing) {
    return new NatFinding(mapping, "dht home", observers, agreeing);
  }

  @Test
  void fewerThanFourTellNothing() {
    vote(US, 1000, 1000, 1000);
    assertThat(observer.finding()).isEqualTo(finding(NatMapping.UNKNOWN, 0, 0));
    assertThat(observer.seen()).isEmpty();
    assertThat(observer.observe().toCompletableFuture().join()).isEmpty();
  }

  @Test
  void onePortForAllIsEndpointIndependent() {
    vote(US, 1000, 1000, 1000, 1000);
    assertThat(observer.finding()).isEqualTo(finding(NatMapping.ENDPOINT_INDEPENDENT, 4, 4));
    assertThat(observer.seen()).hasSize(4);
    assertThat(observer.observe().toCompletableFuture().join())
        .contains(PeerAddress.parse("198.51.100.1:1000"));
  }

  @Test
  void anotherPortForEachIsSymmetric() {
    vote(US, 1000, 1001, 1002, 1003);
    assertThat(observer.finding()).isEqualTo(finding(NatMapping.ENDPOINT_DEPENDENT, 4, 4));
    assertThat(observer.seen()).hasSize(4);
    assertThat(observer.observe().toCompletableFuture().join())
        .contains(PeerAddress.parse("198.51.100.1:0"));
  }

  @Test
  void anAddressOfThisMachineIsOpen() throws Exception {
    own.add(InetAddress.getByAddress(new byte[] {(byte) 198, 51, 100, 1}));
    vote(US, 1000, 1000, 1000, 1000);
    assertThat(observer.mapping()).isEqualTo(NatMapping.OPEN);
  }

  @Test
  void liarsBelowAThirdChangeNothing() {
    vote(US, 1000, 1000, 1000, 1000, 1000, 1000, 7, 8);
    assertThat(observer.finding()).isEqualTo(finding(NatMapping.ENDPOINT_INDEPENDENT, 8, 6));
    assertThat(observer.seen()).extracting(s -> s.us().port()).containsOnly(1000);
    vote(OTHER, 7, 7, 7);
    assertThat(observer.finding()).isEqualTo(finding(NatMapping.ENDPOINT_INDEPENDENT, 8, 6));
  }

  @Test
  void aMappingThatWasRenewedIsNotTakenForASymmetricNat() {
    vote(US, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000);
    List<NatMapping> seen = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      vote(US, 2000);
      seen.add(observer.mapping());
    }
    assertThat(seen).doesNotContain(NatMapping.ENDPOINT_DEPENDENT).contains(NatMapping.UNKNOWN);
    assertThat(observer.observe().toCompletableFuture().join())
        .isEqualTo(Optional.of(PeerAddress.parse("198.51.100.1:2000")));
  }

  @Test
  void votesWithoutAPortDoNotCountForPorts() {
    vote(US, 0, 0, 0, 0, 1000, 1000, 1000);
    assertThat(observer.finding()).isEqualTo(finding(NatMapping.UNKNOWN, 3, 0));
  }

  @Test
  void anotherNetworkForgetsThem() {
    vote(US, 1000, 1000, 1000, 1000);
    votes.clear();
    observer.hear(votes.supporting());
    assertThat(observer.mapping()).isEqualTo(NatMapping.UNKNOWN);
  }
}
