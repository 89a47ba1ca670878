package io.waggle.interop;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hosts on switches without a router, servers or names: multicast is all there is. */
class LanIT extends LanScene {

  /** All it was told of, once it has been told of that one: who is dialled may connect before. */
  private static List<String> peers(JsonProcess ours, String... awaited) {
    for (String host : awaited) {
      ours.await("peer", row -> host(row).contains(host));
    }
    return ours.log().all("peer").stream().map((JsonObject row) -> host(row)).distinct().toList();
  }

  private static String host(JsonObject peer) {
    String address = peer.getString("address");
    return address.substring(0, address.lastIndexOf(':'));
  }

  @Test
  void two_of_our_nodes_meet_without_any_route() throws Exception {
    try (JsonProcess one = ours(a, "one");
        JsonProcess two = ours(b, "two")) {
      hears(one, "two");
      hears(two, "one");
      assertThat(peers(one, "10.78.1.2")).doesNotContain("10.78.1.1");
    }
  }

  @Test
  void two_of_our_nodes_meet_by_ipv6_alone() throws Exception {
    lan.withoutIpv4(a, "lan0");
    lan.withoutIpv4(b, "lan0");
    try (JsonProcess one = ours(a, "one");
        JsonProcess two = ours(b, "two")) {
      hears(one, "two");
      hears(two, "one");
      assertThat(peers(one, "fe80:")).allMatch(address -> address.contains("fe80:"));
    }
  }

  @Test
  void a_published_peer_on_another_host_is_met_and_nobody_of_us_dials_itself() throws Exception {
    lan.routeMulticast(a, "lan0");
    try (JsonProcess theirs = npm(a, "npm");
        JsonProcess ours = ours(b, "ours")) {
      hears(ours, "npm");
      hears(theirs, "ours");
      try (JsonProcess late = npm(a, "late")) {
        hears(ours, "late");
        hears(late, "ours");
      }
      assertThat(peers(ours, "10.78.1.1")).containsExactly("10.78.1.1");
    }
  }

  @Test
  void an_interface_that_is_pulled_out_and_put_back_is_used_again() throws Exception {
    try (JsonProcess one = ours(a, "one");
        JsonProcess two = ours(b, "two")) {
      hears(one, "two");
      lan.unplug(b, "lan0");
      lan.plug(b, hub, "lan0", "10.78.1.22");
      try (JsonProcess three = ours(a, "three")) {
        hears(two, "three");
        three.await("peer", row -> host(row).equals("10.78.1.22"));
      }
    }
  }

  @Test
  void a_host_on_two_networks_meets_both_and_mixes_them_not() throws Exception {
    String second = lan.hub("2");
    String c = lan.host("c");
    lan.plug(b, second, "lan1", "10.78.2.2");
    lan.plug(c, second, "lan0", "10.78.2.3");
    lan.routeMulticast(c, "lan0");
    try (JsonProcess left = ours(a, "left");
        JsonProcess right = npm(c, "right");
        JsonProcess middle = ours(b, "middle")) {
      hears(middle, "left");
      hears(middle, "right");
      hears(left, "middle");
      hears(right, "middle");
      assertThat(peers(left, "10.78.1.2")).containsExactly("10.78.1.2");
      assertThat(peers(middle, "10.78.1.1", "10.78.2.3"))
          .containsExactlyInAnyOrder("10.78.1.1", "10.78.2.3");
    }
  }

  @Test
  void four_interfaces_take_two_threads() throws Exception {
    for (int i = 2; i <= 4; i++) {
      lan.plug(b, lan.hub(Integer.toString(i)), "lan" + i, "10.78." + i + ".2");
    }
    try (JsonProcess ours = ours(b, "ours");
        JsonProcess far = ours(a, "far")) {
      hears(ours, "far");
      hears(far, "ours");
      assertThat(jcmd(ours, "Thread.print").lines().filter(l -> l.startsWith("\"waggle-mdns")))
          .hasSize(2);
    }
  }

  @Test
  @SuppressWarnings("try") // a daemon that only has to be there
  void avahi_keeps_answering_beside_two_of_our_nodes_on_its_host() throws Exception {
    Peers.assume(Avahi.unavailable());
    try (Avahi avahi = Avahi.start(scratch, b, "wgavahi");
        JsonProcess one = ours(b, "one");
        JsonProcess two = ours(b, "two");
        JsonProcess far = ours(a, "far")) {
      hears(one, "two");
      hears(one, "far");
      hears(two, "far");
      hears(far, "one");
      assertThat(asked(a, "10.78.1.2", "wgavahi.local")).contains("10.78.1.2");
    }
  }

  /** Asks a responder by unicast at its port, which all on its host share. */
  private static String asked(String from, String responder, String name) throws Exception {
    List<String> command = new ArrayList<>(Lan.prefix(from));
    command.addAll(List.of("dig", "+short", "+tries=3", "@" + responder, "-p", "5353", name));
    Process dig = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(dig.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
