package io.waggle.mdnsdiscovery.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LinkFilterTest {

  private static final InterfaceView LOOPBACK =
      new InterfaceView("lo", 1, true, true, true, prefixes("127.0.0.1/8", "::1/128"));
  private static final InterfaceView WIRE =
      new InterfaceView("eth0", 2, true, false, true, prefixes("192.0.2.1/24", "fe80::1/64"));
  private static final InterfaceView RADIO =
      new InterfaceView("wlan0", 3, true, false, true, prefixes("10.1.0.1/16"));
  private static final InterfaceView DOWN =
      new InterfaceView("eth1", 4, false, false, true, prefixes("198.51.100.1/24"));
  private static final InterfaceView TUNNEL =
      new InterfaceView("tun0", 5, true, false, false, prefixes("10.8.0.1/24"));
  private static final List<InterfaceView> ALL = List.of(LOOPBACK, WIRE, RADIO, DOWN, TUNNEL);

  private static List<Prefix> prefixes(String... texts) {
    return Stream.of(texts).map(Prefix::parse).toList();
  }

  private static List<String> links(LinkFilter filter, List<InterfaceView> all) {
    return filter.select(all).stream().map(Link::toString).toList();
  }

  private static LinkFilter named(String... names) {
    return new LinkFilter(List.of(names), List.of(), true, true);
  }

  @Test
  void allThatAreUpAndMadeForMulticastAreUsed() {
    assertThat(links(LinkFilter.ANY, ALL)).containsExactly("eth0/4", "eth0/6", "wlan0/4");
  }

  @Test
  void loopbackIsUsedWhenThereIsNothingElse() {
    assertThat(links(LinkFilter.ANY, List.of(LOOPBACK, DOWN))).containsExactly("lo/4");
  }

  @Test
  void namesMayHaveStarsAndExclude() {
    assertThat(links(named("w*", "lo"), ALL)).containsExactly("lo/4", "wlan0/4");
    assertThat(links(named("!w*"), ALL)).containsExactly("eth0/4", "eth0/6");
    assertThat(links(named("*0", "!eth*"), ALL)).containsExactly("wlan0/4", "tun0/4");
    assertThat(links(named("eth"), ALL)).isEmpty();
    assertThat(links(named("e.h0"), ALL)).isEmpty();
  }

  @Test
  void networksChooseInterfaces() {
    LinkFilter filter = new LinkFilter(List.of(), prefixes("10.1.0.0/16", "fe80::/10"), true, true);
    assertThat(links(filter, ALL)).containsExactly("eth0/4", "eth0/6", "wlan0/4");
    filter = new LinkFilter(List.of("!eth0"), prefixes("10.0.0.0/8"), true, true);
    assertThat(links(filter, ALL)).containsExactly("wlan0/4", "tun0/4");
  }

  @Test
  void aFamilyCanBeLeftOut() {
    LinkFilter four = new LinkFilter(List.of(), List.of(), true, false);
    LinkFilter six = new LinkFilter(List.of(), List.of(), false, true);
    assertThat(links(four, ALL)).containsExactly("eth0/4", "wlan0/4");
    assertThat(links(six, ALL)).containsExactly("eth0/6");
  }

  @Test
  void whatDoesNotFitIsToldWithWhatThereIs() {
    assertThat(named("eth9").misfit(List.of(WIRE, DOWN)))
        .isEqualTo(
            "no network interface fits interfaces = eth9, up are eth0[192.0.2.1/24, fe80:0:0:0:0:0:0:1/64]");
    LinkFilter filter = new LinkFilter(List.of(), prefixes("10.1.0.0/16"), true, false);
    assertThat(filter.misfit(List.of()))
        .isEqualTo("no network interface fits networks = 10.1.0.0/16, ipv6 = false, none is up");
  }

  @Test
  void linksAreBounded() {
    List<InterfaceView> many = Stream.generate(() -> WIRE).limit(100).toList();
    assertThat(LinkFilter.ANY.select(many)).hasSize(LinkFilter.MOST);
  }
}
