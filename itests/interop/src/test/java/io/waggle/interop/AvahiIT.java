package io.waggle.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.Topic;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DNS-SD beside avahi, on hosts around a bridge. */
class AvahiIT {

  private static final int BUDGET = 12;
  private static final String ADDRESS_A = "10.79.1.1";
  private static final String ADDRESS_B = "10.79.1.2";
  private static final String ADDRESS_C = "10.79.1.3";

  private final String topic = Peers.hex(8);
  private final String subtype = "_" + Topic.named(topic).label() + "._sub._waggle._tcp";
  private final Lan lan = new Lan();
  private String hub;
  private String a;
  private String b;
  private String c;
  private Avahi avahi;

  @TempDir Path scratch;

  @BeforeAll
  static void check() {
    Peers.assume(TwoHosts.unavailable());
    Peers.assume(Avahi.unavailable());
  }

  @BeforeEach
  void build() throws IOException {
    hub = lan.hub("1");
    a = host("a", ADDRESS_A);
    b = host("b", ADDRESS_B);
    c = host("c", ADDRESS_C);
    avahi = Avahi.start(Files.createDirectory(scratch.resolve("avahi")), a, "keeper");
  }

  @AfterEach
  void remove() {
    try (lan) {
      if (avahi != null) {
        avahi.close();
      }
    }
  }

  private String host(String name, String address) {
    String host = lan.host(name);
    lan.withoutAddressDetection(host);
    lan.plug(host, hub, "lan0", address);
    return host;
  }

  private JsonProcess ours(String host, String name, int port) {
    JsonProcess peer = DnssdPeer.start(scratch, host, topic, name, port);
    peer.await("ready");
    return peer;
  }

  private static Predicate<JsonObject> line(String... parts) {
    return row -> {
      for (String part : parts) {
        if (!row.getString("line").contains(part)) {
          return false;
        }
      }
      return true;
    };
  }

  private static Predicate<JsonObject> what(String begin, String end) {
    return row -> row.getString("what").startsWith(begin) && row.getString("what").endsWith(end);
  }

  @Test
  void avahi_shows_our_service_resolved_by_type_and_by_topic_and_sees_it_leave() {
    try (JsonProcess byType = avahi.browse("_waggle._tcp");
        JsonProcess byUdp = avahi.browse("_waggle._udp");
        JsonProcess byTopic = avahi.browse(subtype);
        JsonProcess bee = ours(b, "bee", 5001)) {
      for (JsonProcess browser : new JsonProcess[] {byType, byUdp, byTopic}) {
        browser.await(
            "text", line("=;lan0;IPv4;bee-5001;", ";" + ADDRESS_B + ";5001;", "\"port=5001\""));
        browser.await("text", line("=;lan0;IPv6;bee-5001;", ";fe80::", ";5001;"));
      }
      bee.send("leave");
      bee.await("left");
      byTopic.await("text", line("-;lan0;IPv4;bee-5001;"));
      byTopic.await("text", line("-;lan0;IPv6;bee-5001;"));
      byType.await("text", line("-;lan0;IPv4;bee-5001;"));
    }
  }

  @Test
  void we_find_what_avahi_publishes_on_both_families_and_lose_what_it_withdraws() {
    try (JsonProcess early = avahi.publish("early one", subtype, 4001);
        JsonProcess bee = ours(b, "bee", 0)) {
      JsonObject first = bee.await("found", what(ADDRESS_A, ":4001"));
      bee.await("found", what("[fe80:", ":4001"));
      System.out.println("found beside avahi after " + first.getInt("millis") + " ms");
      try (JsonProcess late = avahi.publish("late one", subtype, 4002, "anything=x")) {
        bee.await("found", what(ADDRESS_A, ":4002"));
        late.terminate(JsonProcess.PATIENCE);
        bee.await("lost", what(ADDRESS_A, ":4002"));
      }
      early.terminate(JsonProcess.PATIENCE);
      bee.await("lost", what("[fe80:", ":4001"));
    }
  }

  /** Normally ours gets the number; if avahi is late to defend its name, both probe again. */
  @Test
  void a_name_that_avahi_has_does_not_become_ours_as_well() {
    try (JsonProcess theirs = avahi.publish("bee-5001", subtype, 9)) {
      theirs.await("error-text", line("Established under name 'bee-5001'"));
      try (JsonProcess bee = ours(b, "bee", 5001)) {
        bee.await("found", what(ADDRESS_A, ":9"));
        Set<String> names = Set.of();
        for (int i = 0; i < 8 && names.size() < 2; i++) {
          names = names();
        }
        assertThat(names).hasSize(2);
      }
    }
  }

  /**
   * What both are called, if they are not called the same, as a browser sees it that begins now:
   * one that has seen a name change hands says nothing of it.
   */
  private Set<String> names() {
    try (JsonProcess browser = avahi.browse("_waggle._tcp")) {
      browser.log().settled(Duration.ofSeconds(2), Duration.ofSeconds(5));
      Optional<String> mine = name(browser, ";" + ADDRESS_B + ";5001;");
      Optional<String> other = name(browser, ";" + ADDRESS_A + ";9;");
      return Stream.of(mine, other).flatMap(Optional::stream).collect(Collectors.toSet());
    }
  }

  /** What a service is called that was resolved last. */
  private static Optional<String> name(JsonProcess browser, String part) {
    return browser.log().all("text").stream()
        .filter(line("=;lan0;IPv4;", part))
        .map(row -> row.getString("line").split(";", -1)[3])
        .reduce((first, second) -> second);
  }

  @Test
  void a_name_that_we_have_is_left_to_us() {
    try (JsonProcess bee = ours(b, "bee", 5001);
        JsonProcess browser = avahi.browse("_waggle._tcp")) {
      browser.await("text", line("=;lan0;IPv4;bee-5001;", ";" + ADDRESS_B + ";5001;"));
      try (JsonProcess theirs = avahi.publish("bee-5001", subtype, 9)) {
        theirs.await("error-text", line("collision"));
        bee.await("found", what(ADDRESS_A, ":9"));
      }
    }
  }

  @Test
  void three_hosts_find_each_other_and_one_of_ours_shares_the_machine_with_avahi() {
    try (JsonProcess beside = ours(a, "beside", 5001);
        JsonProcess second = ours(b, "second", 5002);
        JsonProcess third = ours(c, "third", 5003);
        JsonProcess browser = avahi.browse(subtype);
        JsonProcess theirs = avahi.publish("theirs", subtype, 4001)) {
      theirs.await("error-text", line("Established"));
      beside.await("found", what(ADDRESS_B, ":5002"));
      beside.await("found", what(ADDRESS_C, ":5003"));
      second.await("found", what(ADDRESS_A, ":5001"));
      third.await("found", what(ADDRESS_B, ":5002"));
      for (JsonProcess each : new JsonProcess[] {beside, second, third}) {
        each.await("found", what(ADDRESS_A, ":4001"));
      }
      browser.await("text", line("=;lan0;IPv4;beside-5001;", ADDRESS_A + ";5001;"));
      browser.await("text", line("=;lan0;IPv4;third-5003;", ADDRESS_C + ";5003;"));
      assertThat(beside.log().all("found")).noneMatch(what(ADDRESS_A, ":5001"));
    }
  }

  @Test
  void four_interfaces_with_both_families_keep_to_the_threads_budget_and_leave_at_once() {
    String d = host("d", "10.79.1.4");
    for (int i = 2; i <= 4; i++) {
      lan.plug(d, lan.hub(Integer.toString(i)), "lan" + i, "10.79." + i + ".4");
    }
    try (JsonProcess bee = ours(d, "bee", 5001)) {
      int threads = Integer.parseInt(bee.await("ready").getString("what"));
      bee.send("leave");
      String millis = bee.await("left").getString("what");
      System.out.println(
          "4 interfaces, 8 links: " + threads + " threads, left in " + millis + " ms");
      assertThat(threads).isBetween(1, BUDGET);
    }
  }
}
