package io.waggle.mdnsdiscovery.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.testkit.time.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LinkWatchTest {

  private final VirtualTime time = new VirtualTime();
  private final List<String> calls = new ArrayList<>();
  private List<InterfaceView> interfaces = List.of(view("eth0", 2, "192.0.2.1/24"));
  private boolean broken;

  private static InterfaceView view(String name, int index, String... addresses) {
    List<Prefix> prefixes = Stream.of(addresses).map(Prefix::parse).toList();
    return new InterfaceView(name, index, true, false, true, prefixes);
  }

  private LinkWatch watch() {
    return new LinkWatch(this::begin, LinkFilter.ANY, () -> interfaces, time);
  }

  private Runnable begin(Link link) throws IOException {
    if (broken) {
      throw new IOException(link + " is broken");
    }
    String what = link + " " + link.index() + " " + link.addresses().get(0);
    calls.add("+" + what);
    return () -> calls.add("-" + what);
  }

  @Test
  void interfacesAreFollowedAsTheyComeAndGo() {
    try (LinkWatch watch = watch()) {
      interfaces = List.of(view("eth0", 2, "192.0.2.1/24"), view("usb0", 3, "10.0.0.1/8"));
      time.advance(Duration.ofSeconds(2));
      interfaces = List.of(view("usb0", 3, "10.0.0.1/8"));
      time.advance(Duration.ofSeconds(2));
      assertThat(watch.links()).hasToString("[usb0/4]");
    }
    assertThat(calls)
        .containsExactly(
            "+eth0/4 2 192.0.2.1/24",
            "+usb0/4 3 10.0.0.1/8",
            "-eth0/4 2 192.0.2.1/24",
            "-usb0/4 3 10.0.0.1/8");
  }

  @Test
  void anotherAddressOrAnotherInterfaceOfTheSameNameIsAnotherLink() {
    try (LinkWatch watch = watch()) {
      interfaces = List.of(view("eth0", 2, "192.0.2.9/24"));
      watch.refresh();
      interfaces = List.of(view("eth0", 7, "192.0.2.9/24"));
      watch.refresh();
      assertThat(calls)
          .containsExactly(
              "+eth0/4 2 192.0.2.1/24",
              "-eth0/4 2 192.0.2.1/24",
              "+eth0/4 2 192.0.2.9/24",
              "-eth0/4 2 192.0.2.9/24",
              "+eth0/4 7 192.0.2.9/24");
    }
  }

  @Test
  void anotherFilterHoldsAtOnceAndLeavesWhatFitsAlone() {
    interfaces = List.of(view("eth0", 2, "192.0.2.1/24"), view("usb0", 3, "10.0.0.1/8"));
    try (LinkWatch watch = watch()) {
      watch.configure(new LinkFilter(List.of("eth*"), List.of(), true, true));
      assertThat(watch.links()).hasToString("[eth0/4]");
      assertThat(calls).hasSize(3).endsWith("-usb0/4 3 10.0.0.1/8");
    }
  }

  @Test
  void whatCannotBeUsedIsToldAndTriedAgain() {
    broken = true;
    try (LinkWatch watch = watch()) {
      assertThat(watch.links()).isEmpty();
      assertThat(watch.problems()).containsExactly("eth0/4 is broken");
      broken = false;
      time.advance(Duration.ofSeconds(2));
      assertThat(watch.links()).hasSize(1);
      assertThat(watch.problems()).isEmpty();
    }
  }

  @Test
  void aProblemGoesWithItsInterface() {
    broken = true;
    try (LinkWatch watch = watch()) {
      interfaces = List.of();
      time.advance(Duration.ofSeconds(2));
      assertThat(watch.problems()).containsExactly("no network interface fits, none is up");
    }
    time.advance(Duration.ofSeconds(10));
    assertThat(calls).isEmpty();
  }
}
