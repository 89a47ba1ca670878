package io.waggle.dnsserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.testkit.vectors.Vectors;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class ServerBehaviourTest {

  private static final String NAME = Lab.NAME;

  private final Lab lab = new Lab(Lab.settings());
  private final OldClient alice = new OldClient(lab, "192.0.2.1", 40001);
  private final OldClient bob = new OldClient(lab, "198.51.100.2", 40002);

  private static Lab lab(int ttl, int limit, int limitName, int limitSource) {
    return new Lab(Lab.settings(ttl, limit, limitName, limitSource));
  }

  @Test
  void aPeerThatLapsedAndComesBackIsSeenAtOnceWhileAnotherKeepsTheName() {
    Lab two = lab(2, 1000, 1000, 0);
    OldClient a = new OldClient(two, "192.0.2.1", 8080);
    OldClient b = new OldClient(two, "192.0.2.2", 9090);
    a.announce(NAME, 8080);
    b.announce(NAME, 9090);
    for (int i = 0; i < 3; i++) {
      two.advance(Duration.ofSeconds(1));
      b.announce(NAME, 9090);
    }
    assertThat(OldClient.ports(b.lookup(NAME))).containsExactly(9090);
    a.announce(NAME, 8080);
    assertThat(OldClient.ports(b.lookup(NAME))).containsExactlyInAnyOrder(8080, 9090);
  }

  @Test
  void aPeerLivesForTheTtlAndNotLonger() {
    Lab short1 = lab(180, 1000, 1000, 0);
    OldClient a = new OldClient(short1, "192.0.2.1", 1);
    a.announce(NAME, 8080);
    short1.advance(Duration.ofSeconds(179));
    assertThat(OldClient.ports(a.lookup(NAME))).containsExactly(8080);
    short1.advance(Duration.ofSeconds(1));
    assertThat(OldClient.ports(a.lookup(NAME))).isEmpty();
    short1.advance(Duration.ofSeconds(70));
    assertThat(short1.engine.peers().size()).isZero();
    assertThat(short1.engine.peers().names().size()).isZero();
  }

  @Test
  void aShorterTtlSetLiveCountsForWhatIsThereAlready() {
    alice.announce(NAME, 8080);
    lab.advance(Duration.ofSeconds(100));
    lab.engine.settings(Lab.settings(50, 1000, 1000, 0));
    assertThat(OldClient.ports(alice.lookup(NAME))).isEmpty();
  }

  @Test
  void subscribersAreToldOfANewPeerOnceAndNotOfARefresh() {
    alice.lookup(NAME);
    bob.announce(NAME, 4000);
    assertThat(pushesTo(40001)).hasSize(1);
    SRVRecord srv = (SRVRecord) pushesTo(40001).get(0).getSection(Section.ADDITIONAL).get(0);
    assertThat(srv.getPort()).isEqualTo(4000);
    assertThat(srv.getTarget().toString(true)).isEqualTo("198.51.100.2");
    bob.announce(NAME, 4000);
    assertThat(pushesTo(40001)).isEmpty();
  }

  private List<Message> pushesTo(int port) {
    return lab.sent.stream()
        .filter(sent -> sent.to().getPort() == port)
        .map(sent -> OldClient.parse(sent.bytes()))
        .filter(message -> !message.getHeader().getFlag(Flags.QR))
        .toList();
  }

  @Test
  void anUnannounceWithdrawsPeerAndSubscription() {
    alice.announce(NAME, 3282);
    alice.unannounce(NAME, 3282);
    assertThat(lab.engine.peers().size()).isZero();
    assertThat(lab.engine.subscribers().size()).isZero();
    bob.announce(NAME, 4000);
    assertThat(pushesTo(40001)).isEmpty();
  }

  @Test
  void portZeroStandsForTheSourcePortInBothDirections() {
    alice.announce(NAME, 0);
    assertThat(OldClient.ports(bob.lookup(NAME))).containsExactly(40001);
    alice.unannounce(NAME, 0);
    assertThat(OldClient.ports(bob.lookup(NAME))).isEmpty();
  }

  @Test
  void subscriptionsEndAfterTheirOwnTime() {
    alice.lookup(NAME);
    lab.advance(Duration.ofSeconds(61));
    bob.announce(NAME, 4000);
    assertThat(pushesTo(40001)).isEmpty();
  }

  @Test
  void atMostSixteenSubscribersHearOfAPeer() {
    for (int i = 1; i <= 40; i++) {
      new OldClient(lab, "203.0.113." + i, 5000 + i).lookup(NAME);
    }
    bob.token();
    bob.announce(NAME, 4000);
    assertThat(lab.sent).hasSize(17);
    assertThat(lab.sent.stream().map(Lab.Sent::to).distinct()).hasSize(17);
  }

  @Test
  void thirtyOnePeersAReplyAndEachOfManyHasItsTurn() {
    for (int i = 0; i < 100; i++) {
      alice.announce(NAME, 1000 + i);
    }
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      List<Integer> ports = OldClient.ports(bob.lookup(NAME));
      assertThat(ports).hasSize(31).doesNotHaveDuplicates();
      seen.addAll(ports);
    }
    assertThat(seen).hasSize(100);
  }

  @Test
  void aReplyWith31PeersHasTheBytesOfTheOriginal() {
    JsonObject recording = Vectors.load("dns-overflow");
    byte[] recorded = HexFormat.of().parseHex(recording.getString("reply31"));
    Message original = OldClient.parse(recorded);
    byte[] raw =
        java.util.Base64.getDecoder().decode(OldClient.value(original, "peers").orElseThrow());
    String name = "abababababababababababababababababababab.dat.local";
    for (int i = 0; i < raw.length; i += 6) {
      String host = raw[i] + "." + raw[i + 1] + "." + raw[i + 2] + "." + (raw[i + 3] & 0xff);
      int port = (raw[i + 4] & 0xff) << 8 | (raw[i + 5] & 0xff);
      new OldClient(lab, host, 9).announceOnly(name, port);
    }
    Message ours = bob.lookup(name);
    assertThat(entries(ours)).isEqualTo(entries(original));
    byte[] bytes = lab.sent.get(0).bytes();
    assertThat(bytes).hasSameSizeAs(recorded);
    int token = 12 + 56 + 56 + 6 + 1 + 6 + 44;
    assertThat(Arrays.copyOfRange(bytes, token, token + 7))
        .isEqualTo(Arrays.copyOfRange(recorded, token, token + 7));
  }

  private static Set<String> entries(Message reply) {
    Set<String> entries = new HashSet<>();
    String text = OldClient.value(reply, "peers").orElse("");
    for (int i = 0; i < text.length(); i += 8) {
      entries.add(text.substring(i, i + 8));
    }
    return entries;
  }

  @Test
  void namesAreOneWhateverTheirCaseAndTheQuestionIsEchoedAsItCame() {
    alice.announce(NAME, 3282);
    Message reply = bob.lookup(NAME.toUpperCase(java.util.Locale.ROOT));
    assertThat(OldClient.ports(reply)).containsExactly(3282);
    assertThat(reply.getQuestion().getName().toString(true)).contains("7D831708").endsWith("LOCAL");
  }

  @Test
  void theDialectOf5xSetsFlagsWithoutAValue() {
    String token = alice.token();
    alice.ask(OldClient.message(NAME, Type.TXT, List.of("subscribe", "token=" + token)));
    assertThat(lab.engine.subscribers().size()).isEqualTo(1);
  }

  @Test
  void otherDomainsAndTypesGetAnEmptyAnswer() {
    Lab one = new Lab(Lab.serving(Lab.settings(), "dat.local", "a.three.labels"));
    OldClient client = new OldClient(one, "192.0.2.1", 1);
    client.announce("x.a.three.labels", 7);
    assertThat(OldClient.ports(client.lookup("x.A.three.LABELS"))).containsExactly(7);
    for (byte[] question :
        List.of(
            OldClient.question("x.other.local", Type.TXT),
            OldClient.question("xdat.local", Type.TXT),
            OldClient.question("local", Type.TXT),
            OldClient.question("x.a.three.labels", Type.MX),
            OldClient.question("dat.local", Type.SRV))) {
      Message reply = client.ask(question);
      assertThat(reply.getSection(Section.ANSWER)).isEmpty();
      assertThat(reply.getRcode()).isEqualTo(Rcode.NOERROR);
    }
  }

  @Test
  void ipv6PeersAreServedInAStringOfTheirOwnAndAsRecords() {
    OldClient six = new OldClient(lab, "2001:db8::7", 6000);
    six.announce(NAME, 3282);
    alice.announce(NAME, 4000);
    Message reply = bob.lookup(NAME);
    assertThat(OldClient.ports(reply)).containsExactly(4000);
    byte[] raw =
        java.util.Base64.getDecoder().decode(OldClient.value(reply, "peers6").orElseThrow());
    assertThat(HexFormat.of().formatHex(raw)).isEqualTo("20010db80000000000000000000000070cd2");
    Record a = bob.ask(OldClient.question(NAME, Type.A)).getSection(Section.ANSWER).get(0);
    assertThat(((ARecord) a).getAddress().getHostAddress()).isEqualTo("192.0.2.1");
    Record aaaa = bob.ask(OldClient.question(NAME, Type.AAAA)).getSection(Section.ANSWER).get(0);
    assertThat(((AAAARecord) aaaa).getAddress()).isEqualTo(Lab.at("2001:db8::7", 1).getAddress());
  }

  @Test
  void subscribersOnIpv4AreNotToldOfIpv6Peers() {
    OldClient six = new OldClient(lab, "2001:db8::7", 6000);
    alice.lookup(NAME);
    six.announce(NAME, 3282);
    assertThat(pushesTo(40001)).isEmpty();
    alice.announce(NAME, 3282);
    assertThat(pushesTo(6000)).hasSize(1);
  }

  @Test
  void thisProcessItselfIsListedAsTheSenderOfThePacket() {
    lab.engine.ownAddress(new byte[] {(byte) 203, 0, 113, 9});
    lab.engine.announceOwn(NAME, 3282, lab.time.nanoTime(), (socket, packet, to) -> {});
    assertThat(OldClient.value(bob.lookup(NAME), "peers")).contains("AAAAAAzS");
    Record a = bob.ask(OldClient.question(NAME, Type.A)).getSection(Section.ANSWER).get(0);
    assertThat(((ARecord) a).getAddress().getHostAddress()).isEqualTo("203.0.113.9");
    Record srv = bob.ask(OldClient.question(NAME, Type.SRV)).getSection(Section.ANSWER).get(0);
    assertThat(((SRVRecord) srv).getTarget().toString(true)).isEqualTo("203.0.113.9");
  }

  @Test
  void tokensLiveOneToTwoPeriodsAndAStaleOneIsReplacedByTheReply() {
    String first = alice.token();
    lab.advance(Duration.ofMinutes(5).plusSeconds(1));
    alice.ask(OldClient.message(NAME, Type.TXT, List.of("token=" + first, "announce=1")));
    assertThat(lab.engine.peers().size()).isEqualTo(1);
    assertThat(alice.token()).isNotEqualTo(first);
    lab.advance(Duration.ofMinutes(5));
    alice.ask(OldClient.message(NAME, Type.TXT, List.of("token=" + first, "announce=2")));
    assertThat(lab.engine.peers().size()).isEqualTo(1);
    assertThat(lab.count("tokens.rejected")).isEqualTo(1);
    alice.announce(NAME, 2);
    assertThat(lab.engine.peers().size()).isEqualTo(2);
  }

  @Test
  void aTokenOfAnotherAddressIsRefused() {
    String stolen = alice.token();
    bob.ask(OldClient.message(NAME, Type.TXT, List.of("token=" + stolen, "announce=1")));
    assertThat(lab.engine.peers().size()).isZero();
  }
}
