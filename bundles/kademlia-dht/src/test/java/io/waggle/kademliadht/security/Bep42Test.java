package io.waggle.kademliadht.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.NodeId;
import io.waggle.api.net.PeerAddress;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Bep42Test {

  @ParameterizedTest
  @CsvSource({
    "124.31.75.21:1, 5fbfbff10c5d6a4ec8a88e4c6ab4c28b95eee401",
    "21.75.31.124:1, 5a3ce9c14e7a08645677bbd1cfe7d8f956d53256",
    "65.23.51.170:1, a5d43220bc8f112a3d426c84764f8c2a1150e616",
    "84.124.73.14:1, 1b0321dd1bb1fe518101ceef99462b947a01ff41",
    "43.213.53.83:1, e56f6cbf5b7c4be0237986d5243b87aa6d51305a",
    "[2001:b829:2123:be84:e16c:d6ae:5290:49f1]:1, 0a8ad123be84e16cd6ae529049f1f1bbe9ebb304",
  })
  void vectors(String address, String id) {
    Endpoint endpoint = Endpoint.of(PeerAddress.parse(address));
    NodeId fitting = NodeId.parse(id);
    assertThat(Bep42.fits(fitting, endpoint)).isTrue();
    assertThat(Bep42.fits(fitting.flip(3), endpoint)).isFalse();
    assertThat(Bep42.fits(fitting.flip(20), endpoint)).isFalse();
    NodeId made = Bep42.make(endpoint, fitting.lo() & 0xff, 0x1234567890abcdefL, 5);
    assertThat(made.hi() >>> 43).isEqualTo(fitting.hi() >>> 43);
    assertThat(made.lo() & 0xff).isEqualTo(fitting.lo() & 0xff);
    assertThat(Bep42.fits(made, endpoint)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"10.1.2.3:1", "172.31.0.1:1", "192.168.1.1:1", "169.254.0.9:1", "127.0.0.1:1"})
  void privateAddressesAreExempt(String address) {
    Endpoint endpoint = Endpoint.of(PeerAddress.parse(address));
    assertThat(Bep42.fits(NodeId.of(0, 0, 0), endpoint)).isTrue();
  }

  @Test
  void addressIsBelievedWhenFourAreasAgree() {
    AddressVotes votes = new AddressVotes(Family.V4);
    Endpoint seen = Endpoint.v4(0x01020304, 9);
    for (int i = 0; i < 50; i++) {
      assertThat(votes.vote(Endpoint.v4(0x50000000 + i, 1), seen)).as("one /16").isNull();
    }
    assertThat(votes.vote(Endpoint.v4(0x51000000, 1), seen)).isNull();
    assertThat(votes.vote(Endpoint.v4(0x52000000, 1), seen)).isNull();
    assertThat(votes.vote(Endpoint.v4(0x53000000, 1), seen)).isEqualTo(seen);
    assertThat(votes.vote(Endpoint.v4(0x54000000, 1), seen)).as("told once").isNull();
  }

  @Test
  void liarsBelowAThirdAreNotBelieved() {
    AddressVotes votes = new AddressVotes(Family.V4);
    Endpoint seen = Endpoint.v4(0x01020304, 9);
    Endpoint lie = Endpoint.v4(0x05060708, 9);
    for (int i = 0; i < 4; i++) {
      assertThat(votes.vote(Endpoint.v4((0x60 + i) << 24, 1), lie)).isEqualTo(i < 3 ? null : lie);
    }
    for (int i = 0; i < 12; i++) {
      votes.vote(Endpoint.v4((0x70 + i) << 24, 1), seen);
    }
    assertThat(votes.agreed()).isEqualTo(seen);
  }

  @Test
  void tellsWhoVotedForWhatIsBelieved() {
    AddressVotes votes = new AddressVotes(Family.V6);
    Endpoint seen = Endpoint.v6(0x20010db8_00000000L, 7, 9);
    List<Endpoint> voters = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      votes.vote(voter(i, 1), seen);
      Endpoint again = voter(i, 2);
      votes.vote(again, seen);
      voters.add(again);
    }
    votes.vote(Endpoint.v4(0x50000000, 1), Endpoint.v4(0x01020304, 9));
    assertThat(votes.supporting().stream().map(AddressVotes.Vote::voter))
        .as("the last sixteen areas, the later vote of each")
        .isEqualTo(voters.subList(4, 20));
    assertThat(votes.supporting()).allMatch(vote -> vote.seen().equals(seen));
  }

  /** The area is in the first 32 bits. */
  private static Endpoint voter(int area, int host) {
    return Endpoint.v6(0x20010000_00000000L + ((long) area << 32), host, 1000 + host);
  }
}
