package io.waggle.mdnsdiscovery.dnssd;

import static io.waggle.mdnsdiscovery.dnssd.VirtualBrowser.LABEL;
import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.Topic;
import io.waggle.api.net.PeerAddress;
import io.waggle.mdnsdiscovery.link.Link;
import io.waggle.testkit.discovery.RecordingSink;
import io.waggle.testkit.discovery.RecordingSink.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class DnssdEngineTest {

  private static final PeerAddress PEER = PeerAddress.parse("192.0.2.7:4001");

  private final VirtualBrowser node = VirtualBrowser.onOneLink();

  private static long count(RecordingSink sink, Kind kind) {
    return sink.calls().stream().filter(call -> call.kind() == kind).count();
  }

  private List<Long> topicQuestions() {
    return node.asked(ServiceNames.topic(LABEL, Told.TCP), Type.PTR);
  }

  @Test
  void a_topic_is_asked_for_less_and_less_often() {
    node.find();
    node.advance(Duration.ofHours(6));
    List<Long> times = topicQuestions();
    assertThat(times.get(0)).isBetween(20L, 120L);
    List<Long> pauses = new ArrayList<>();
    for (int i = 1; i < times.size(); i++) {
      pauses.add(times.get(i) - times.get(i - 1));
    }
    assertThat(pauses)
        .startsWith(1000L, 3000L, 9000L, 27_000L, 81_000L, 243_000L, 729_000L, 2_187_000L)
        .endsWith(3_600_000L);
    assertThat(node.sent).hasSize(times.size());
  }

  @Test
  void a_round_settles_after_the_first_answers() {
    RecordingSink sink = node.find();
    node.advance(Duration.ofMillis(599));
    assertThat(sink.hasSettled()).isFalse();
    node.advance(Duration.ofMillis(1));
    assertThat(sink.hasSettled()).isTrue();
  }

  @Test
  void who_is_told_in_one_packet_is_found_at_once() {
    RecordingSink sink = node.find();
    node.hear(Told.all(LABEL, "one", "192.0.2.7", 4001), "192.0.2.7");
    assertThat(sink.found()).containsExactly(PEER);
    node.advance(Duration.ofSeconds(30));
    assertThat(node.asked(Told.instance("one"), Type.SRV)).isEmpty();
  }

  @Test
  void who_comes_later_is_told_who_is_known() {
    node.find();
    node.hear(Told.all(LABEL, "one", "192.0.2.7", 4001), "192.0.2.7");
    assertThat(node.find().found()).containsExactly(PEER);
  }

  @Test
  void what_is_missing_is_asked_for_four_times_and_no_more() {
    node.find();
    node.hear(new Told().topic(LABEL, "one", 4500), "192.0.2.7");
    node.advance(Duration.ofMinutes(30));
    assertThat(node.asked(Told.instance("one"), Type.SRV))
        .containsExactly(100L, 1000L, 3000L, 9000L);
    assertThat(node.asked(Told.instance("one"), Type.TXT)).hasSize(4);
  }

  @Test
  void an_address_is_asked_for_when_the_host_is_known() {
    RecordingSink sink = node.find();
    node.hear(
        new Told()
            .topic(LABEL, "one", 4500)
            .server("one", "h", 4001, 120)
            .text("one", List.of(""), 4500),
        "192.0.2.7");
    node.advance(Duration.ofMillis(500));
    assertThat(node.asked(Told.host("h"), Type.A)).containsExactly(100L);
    node.hear(new Told().at("h", "192.0.2.7", 120), "192.0.2.7");
    assertThat(sink.found()).containsExactly(PEER);
  }

  @Test
  void known_answers_go_along_while_more_than_half_of_their_life_is_left() {
    node.find();
    node.hear(Told.all(LABEL, "one", "192.0.2.7", 4001), "192.0.2.7");
    node.advance(Duration.ofSeconds(5));
    var second = node.sent.get(1).message();
    assertThat(second.getSection(Section.ANSWER)).hasSize(1);
    assertThat(second.getSection(Section.ANSWER).get(0).getName())
        .isEqualTo(ServiceNames.topic(LABEL, Told.TCP));
    assertThat(second.getSection(Section.ANSWER).get(0).getTTL()).isBetween(4490L, 4500L);
  }

  @Test
  void a_pointer_past_half_of_its_life_is_not_said_to_be_known() {
    node.find();
    node.hear(
        new Told()
            .topic(LABEL, "one", 4)
            .server("one", "h", 4001, 120)
            .text("one", List.of(""), 4500)
            .at("h", "192.0.2.7", 120),
        "192.0.2.7");
    node.advance(Duration.ofMillis(3900));
    assertThat(topicQuestions()).hasSizeGreaterThan(2);
    var last = node.sent.get(node.sent.size() - 1).message();
    assertThat(last.getSection(Section.ANSWER)).isEmpty();
  }

  @Test
  void what_runs_out_is_asked_for_at_80_85_90_and_95_percent_and_then_lost() {
    RecordingSink sink = node.find();
    node.hear(Told.all(LABEL, "one", "192.0.2.7", 4001), "192.0.2.7");
    node.advance(Duration.ofMillis(119_900));
    List<Long> times = node.asked(Told.instance("one"), Type.SRV);
    assertThat(times).hasSize(4);
    for (int i = 0; i < 4; i++) {
      assertThat(times.get(i)).isBetween(96_000L + 6_000L * i, 96_000L + 6_000L * i + 2_400);
    }
    assertThat(count(sink, Kind.LOST)).isZero();
    node.advance(Duration.ofMillis(200));
    assertThat(count(sink, Kind.LOST)).isEqualTo(1);
  }

  @Test
  void what_is_told_again_stays() {
    RecordingSink sink = node.find();
    for (int i = 0; i < 10; i++) {
      node.hear(Told.all(LABEL, "one", "192.0.2.7", 4001), "192.0.2.7");
      node.advance(Duration.ofSeconds(90));
    }
    assertThat(count(sink, Kind.LOST)).isZero();
    assertThat(node.asked(Told.instance("one"), Type.SRV)).isEmpty();
  }

  @Test
  void a_goodbye_is_believed_after_a_second() {
    RecordingSink sink = node.find();
    node.hear(Told.all(LABEL, "one", "192.0.2.7", 4001), "192.0.2.7");
    node.advance(Duration.ofSeconds(10));
    node.hear(new Told().topic(LABEL, "one", 0), "192.0.2.7");
    assertThat(count(sink, Kind.LOST)).isZero();
    node.advance(Duration.ofMillis(1001));
    assertThat(count(sink, Kind.LOST)).isEqualTo(1);
    assertThat(node.metric("peers.lost")).isEqualTo(1);
  }

  @Test
  void a_goodbye_and_a_server_of_somebody_else_are_not_believed() {
    RecordingSink sink = node.find();
    node.hear(Told.all(LABEL, "one", "192.0.2.7", 4001), "192.0.2.7");
    node.hear(
        new Told().topic(LABEL, "one", 0).server("one", "evil", 9, 120).at("evil", "192.0.2.66", 9),
        "192.0.2.66");
    node.advance(Duration.ofSeconds(5));
    assertThat(count(sink, Kind.LOST)).isZero();
    assertThat(sink.found()).containsExactly(PEER);
  }

  @Test
  void addresses_of_other_networks_are_not_believed() {
    RecordingSink sink = node.find();
    node.hear(Told.all(LABEL, "one", "198.51.100.9", 4001), "192.0.2.7");
    node.hear(Told.all(LABEL, "two", "127.0.0.1", 4002), "192.0.2.7");
    node.hear(Told.all(LABEL, "three", "192.0.2.8", 4003), "198.51.100.9");
    node.advance(Duration.ofSeconds(5));
    assertThat(sink.found()).isEmpty();
    assertThat(node.metric("dropped.offlink")).isEqualTo(1);
  }

  @Test
  void a_text_that_is_too_long_of_another_version_or_contradicts_is_ignored() {
    RecordingSink sink = node.find();
    List<String> huge = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      huge.add("k" + i + "=" + "x".repeat(240));
    }
    List<List<String>> bad =
        List.of(huge, List.of("protovers=2"), List.of("port=1"), List.of("port=x"));
    for (List<String> each : bad) {
      node.hear(
          new Told()
              .topic(LABEL, "one", 4500)
              .server("one", "h", 4001, 120)
              .text("one", each, 4500)
              .at("h", "192.0.2.7", 120),
          "192.0.2.7");
    }
    assertThat(sink.found()).isEmpty();
  }

  @Test
  void the_nodes_own_service_is_not_found() {
    RecordingSink sink = node.find();
    node.announce(LABEL, 4001);
    List<String> text =
        node.responders.values().iterator().next().published.iterator().next().text();
    node.hear(
        new Told()
            .topic(LABEL, "one", 4500)
            .server("one", "h", 4001, 120)
            .text("one", text, 4500)
            .at("h", "192.0.2.1", 120),
        "192.0.2.1");
    assertThat(sink.found()).isEmpty();
  }

  @Test
  void a_peers_id_is_taken_from_its_text() {
    RecordingSink sink = node.find();
    String id = HexFormat.of().formatHex(new byte[32]);
    node.hear(
        new Told()
            .topic(LABEL, "one", 4500)
            .server("one", "h", 4001, 120)
            .text("one", List.of("id=" + id, "port=4001"), 4500)
            .at("h", "192.0.2.7", 120),
        "192.0.2.7");
    assertThat(sink.calls().get(0).meta().orElseThrow().id()).hasToString("Optional[" + id + "]");
  }

  @Test
  void topics_nobody_looks_for_cost_no_memory() {
    node.hear(Told.all(LABEL, "one", "192.0.2.7", 4001), "192.0.2.7");
    assertThat(node.engine.lines().iterator().next().browser().table().size()).isZero();
  }

  @Test
  void a_thousand_services_of_one_sender_push_nobody_out() {
    VirtualBrowser small = new VirtualBrowser(new DnssdSettings("", 100, 100_000));
    small.up(0, VirtualBrowser.link("eth0", "192.0.2.1", 24));
    RecordingSink sink = small.find();
    small.hear(Told.all(LABEL, "honest", "192.0.2.7", 4001), "192.0.2.7");
    for (int i = 0; i < 1000; i++) {
      small.hear(Told.all(LABEL, "fake" + i, "192.0.2.66", 1000 + i), "192.0.2.66");
    }
    assertThat(small.engine.lines().iterator().next().browser().table().size()).isEqualTo(100);
    assertThat(sink.found()).contains(PEER);
    assertThat(sink.calls().stream().filter(c -> c.kind() == Kind.LOST).map(c -> c.address()))
        .doesNotContain(java.util.Optional.of(PEER));
  }

  @Test
  void a_thousand_names_without_a_server_cause_no_storm_of_questions() {
    node.find();
    for (int i = 0; i < 1000; i++) {
      node.hear(new Told().topic(LABEL, "fake" + i, 4500), "192.0.2." + (2 + i % 200));
      node.advance(Duration.ofMillis(20));
    }
    node.advance(Duration.ofSeconds(40));
    long millis = node.millis();
    assertThat((long) node.sent.size())
        .isLessThanOrEqualTo(20 + Browser.PACKETS_SECOND * (millis / 1000 + 1) + 1000 * 2 / 16);
    node.sent.clear();
    node.advance(Duration.ofMinutes(10));
    assertThat(node.sent).hasSizeLessThan(10);
  }

  @Test
  void a_sender_without_end_is_not_read() {
    for (int i = 0; i < 1000; i++) {
      node.hear(Told.all(LABEL, "one", "192.0.2.7", 4001), "192.0.2.7");
    }
    assertThat(node.metric("dropped.flood")).isEqualTo(600);
  }

  @Test
  void a_link_that_goes_takes_its_peers_along_and_one_that_comes_is_asked() {
    RecordingSink sink = node.find();
    node.hear(Told.all(LABEL, "one", "192.0.2.7", 4001), "192.0.2.7");
    node.down(0);
    assertThat(count(sink, Kind.LOST)).isEqualTo(1);
    node.advance(Duration.ofHours(2));
    node.sent.clear();
    node.up(1, VirtualBrowser.link("eth1", "2001:db8::1", 64));
    node.advance(Duration.ofMillis(120));
    assertThat(node.sent).hasSize(1);
    node.hear(1, Told.all(LABEL, "six", "2001:db8::7", 4001).packet(), "2001:db8::7");
    assertThat(sink.found()).contains(PeerAddress.parse("[2001:db8::7]:4001"));
  }

  @Test
  void a_round_that_is_closed_is_asked_for_no_more() {
    var round = new io.waggle.mdnsdiscovery.OpenRound(new RecordingSink(), 10);
    node.engine.open(LABEL, round, node.now());
    node.engine.close(LABEL, round);
    node.advance(Duration.ofHours(1));
    assertThat(node.sent).isEmpty();
    assertThat(node.engine.nextDeadline()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void topics_at_one_port_are_one_service_and_responders_live_as_long_as_there_is_one() {
    String other = Topic.named("another").label();
    assertThat(node.responders).isEmpty();
    node.announce(LABEL, 4001);
    node.announce(other, 4001);
    node.announce(LABEL, 4002);
    VirtualBrowser.Remembering responder = node.responders.values().iterator().next();
    assertThat(responder.published).extracting(OwnService::port).containsExactly(4001, 4002);
    assertThat(responder.published.iterator().next().labels()).containsOnly(LABEL, other);
    node.withdraw(LABEL, 4001);
    assertThat(responder.published.iterator().next().labels()).containsExactly(other);
    node.withdraw(other, 4001);
    node.withdraw(LABEL, 4002);
    assertThat(responder.closed).isTrue();
  }

  @Test
  void a_responder_that_cannot_be_opened_is_tried_again() {
    node.refusal = java.util.Optional.of("no");
    node.announce(LABEL, 4001);
    assertThat(node.engine.lines().iterator().next().problem()).isEqualTo("eth0/4: no");
    node.refusal = java.util.Optional.empty();
    node.advance(Duration.ofSeconds(31));
    assertThat(node.responders).hasSize(1);
    assertThat(node.engine.lines().iterator().next().problem()).isEmpty();
  }

  @Test
  void responders_hear_what_concerns_them_and_nothing_else() {
    Link link = VirtualBrowser.link("eth0", "192.0.2.1", 24);
    node.announce(LABEL, 4001);
    node.hear(Told.all(LABEL, "one", "192.0.2.7", 4001), "192.0.2.7");
    assertThat(node.responders.get(link).heard).isZero();
    byte[] question =
        QuestionWriter.write(List.of(new Question(Told.TCP, Type.PTR)), List.of()).get(0);
    node.hear(0, question, "192.0.2.7");
    assertThat(node.responders.get(link).heard).isEqualTo(1);
  }
}
