package io.waggle.dnsserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.testkit.vectors.Mutations;
import io.waggle.testkit.vectors.Vectors;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What strangers may cost the server and others. */
class HardeningTest {

  private static List<byte[]> packets() {
    List<byte[]> packets = new ArrayList<>(Vectors.packets(Vectors.load("dns-unicast")));
    packets.add(OldClient.question("a", Type.TXT));
    packets.add(OldClient.question("dat.local", Type.TXT));
    packets.add(OldClient.question(Lab.NAME, Type.AAAA));
    return packets;
  }

  /** A store in which every answer is as long as it gets. */
  private static Lab full() {
    Lab lab = new Lab(Lab.settings(0, 10_000, 1000, 0));
    for (int i = 0; i < 60; i++) {
      new OldClient(lab, "192.0.2.1", 1).announce(Lab.NAME, 1000 + i);
      new OldClient(lab, "2001:db8::1", 1).announce(Lab.NAME, 1000 + i);
    }
    return lab;
  }

  @Test
  void withoutATokenNoReplyIsMoreThanFiveTimesItsQuestion() {
    Lab lab = full();
    for (String host : List.of("203.0.113.1", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff")) {
      InetSocketAddress stranger = Lab.at(host, 65535);
      Mutations.each(
          packets(),
          5,
          packet -> {
            for (Lab.Sent sent : lab.receive(packet, stranger)) {
              assertThat(sent.bytes().length)
                  .as(HexFormat.of().formatHex(packet))
                  .isLessThanOrEqualTo(DnsServerEngine.AMPLIFICATION * packet.length);
              assertThat(sent.to()).isEqualTo(stranger);
            }
          });
    }
    assertThat(lab.count("dropped.malformed")).isPositive();
    assertThat(lab.engine.peers().size()).isEqualTo(120);
  }

  @Test
  void aQuestionThatExpandsItselfIsNotAnswered() {
    Lab lab = full();
    byte[] bomb = HexFormat.of().parseHex("000701000001000000000000" + "0161c00a" + "00100001");
    List<Lab.Sent> sent = lab.receive(bomb, Lab.at("203.0.113.1", 1));
    assertThat(sent).allSatisfy(s -> assertThat(s.bytes().length).isLessThanOrEqualTo(100));
  }

  @Test
  void aStrangersLookupListsFewerPeersAndAStaleTokenAllOfThem() {
    Lab lab = full();
    OldClient stranger = new OldClient(lab, "203.0.113.1", 9);
    Message bare = stranger.ask(OldClient.question(Lab.NAME, Type.TXT));
    assertThat(OldClient.ports(bare)).hasSizeBetween(10, 30);
    Message stale =
        stranger.ask(
            OldClient.message(
                Lab.NAME,
                Type.TXT,
                List.of("subscribe=true", "token=" + "A".repeat(43) + "=", "announce=80")));
    assertThat(OldClient.ports(stale)).hasSize(31);
    assertThat(OldClient.value(stale, "token")).isPresent();
    assertThat(lab.engine.subscribers().size()).isEqualTo(2);
  }

  @Test
  void theProbeOfAnOldClientIsAnsweredInFull() {
    Lab lab = new Lab(Lab.settings());
    OldClient client = new OldClient(lab, "255.255.255.254", 65535);
    Message reply = client.ask(OldClient.question("dat.local", Type.TXT));
    assertThat(OldClient.value(reply, "host")).contains("255.255.255.254");
    assertThat(OldClient.value(reply, "port")).contains("65535");
    Message tight = client.ask(OldClient.question("a.b", Type.TXT));
    assertThat(OldClient.value(tight, "token")).isPresent();
  }

  @Test
  void aFloodOfNoiseLeavesTheStoreAsItWas() {
    Lab lab = full();
    int subscribers = lab.engine.subscribers().size();
    Mutations.each(packets(), 11, packet -> lab.receive(packet, Lab.at("198.51.100.9", 7)));
    assertThat(lab.engine.peers().size()).isEqualTo(120);
    assertThat(lab.engine.subscribers().size()).isEqualTo(subscribers);
  }

  @Test
  void damagedPacketsWithAGoodTokenStayWithinTheLimits() {
    Lab lab = new Lab(Lab.settings(60, 50, 10, 0));
    OldClient client = new OldClient(lab, "192.0.2.1", 40001);
    String token = client.token();
    List<byte[]> good =
        List.of(
            OldClient.message(
                Lab.NAME, Type.TXT, List.of("subscribe=true", "token=" + token, "announce=80")),
            OldClient.message("x.dat.local", Type.TXT, List.of("token=" + token, "unannounce=80")));
    Mutations.each(
        good,
        3,
        packet -> {
          lab.receive(packet, Lab.at("192.0.2.1", 40001));
          assertThat(lab.engine.peers().size()).isLessThanOrEqualTo(50);
          assertThat(lab.engine.subscribers().size()).isLessThanOrEqualTo(50);
        });
    assertThat(lab.engine.peers().size()).isPositive();
  }

  @Test
  void questionsASecondAreCountedByGroup() {
    Lab lab = new Lab(Lab.settings(0, 100, 100, 0, 10));
    byte[] question = OldClient.question(Lab.NAME, Type.TXT);
    int answered = 0;
    for (int i = 0; i < 100; i++) {
      answered += lab.receive(question, Lab.at("192.0.2." + i, 1)).size();
    }
    assertThat(answered).isEqualTo(10);
    assertThat(lab.count("dropped.rate")).isEqualTo(90);
    assertThat(lab.receive(question, Lab.at("192.0.3.1", 1))).hasSize(1);
    assertThat(lab.receive(question, Lab.at("2001:db8::1", 1))).hasSize(1);
    lab.advance(Duration.ofSeconds(1));
    assertThat(lab.receive(question, Lab.at("192.0.2.1", 1))).hasSize(1);
    lab.engine.settings(Lab.settings());
    for (int i = 0; i < 100; i++) {
      assertThat(lab.receive(question, Lab.at("192.0.2." + i, 1))).hasSize(1);
    }
  }

  @Test
  void aFloodFromOneGroupDoesNotSilenceAnother() {
    RateLimiter limiter = new RateLimiter(100, 1, 0);
    for (int i = 0; i < 1_000_000; i++) {
      limiter.allows(1, i);
      if (i % 20_000 == 0) {
        assertThat(limiter.allows(2 + i / 20_000, i)).isTrue();
      }
    }
  }

  @Test
  void responsesAreNeverAnswered() {
    Lab lab = full();
    byte[] ack = new byte[12];
    ack[2] = (byte) 0x80;
    assertThat(lab.receive(ack, Lab.at("192.0.2.1", 1))).isEmpty();
    ack[2] = 1;
    List<Lab.Sent> acked = lab.receive(ack, Lab.at("192.0.2.1", 1));
    assertThat(acked).hasSize(1);
    assertThat(OldClient.parse(acked.get(0).bytes()).getSection(Section.ANSWER)).isEmpty();
  }
}
