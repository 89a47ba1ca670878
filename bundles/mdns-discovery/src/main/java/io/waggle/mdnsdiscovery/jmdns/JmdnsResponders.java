package io.waggle.mdnsdiscovery.jmdns;

import io.waggle.api.time.WaggleClock;
import io.waggle.mdnsdiscovery.dnssd.Responder;
import io.waggle.mdnsdiscovery.dnssd.ResponderFactory;
import io.waggle.mdnsdiscovery.link.Link;
import io.waggle.mdnsdiscovery.link.Prefix;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Timer;

/** Responders by JmDNS, which share one timer: a thread for all, and one for each link. */
public final class JmdnsResponders implements ResponderFactory {

  private final String name;
  private final int port;
  private final WaggleClock clock;
  private Optional<Timer> timer = Optional.empty();

  /**
   * None yet, and no thread.
   *
   * @param name of the timer's thread
   * @param port of the group, 5353 but in tests
   */
  public JmdnsResponders(String name, int port, WaggleClock clock) {
    this.name = name;
    this.clock = clock;
    this.port = port;
  }

  private synchronized Timer timer() {
    if (timer.isEmpty()) {
      timer = Optional.of(new Timer(name + "-timer", true));
    }
    return timer.get();
  }

  @Override
  public Responder open(Link link, String host, Transmitter transmitter) throws IOException {
    return new JmdnsResponder(address(link), host, port, timer(), clock, transmitter);
  }

  /**
   * The address that is announced: one that others on the link reach without naming an interface,
   * if there is one. It carries a name, or JmDNS would ask the DNS for one.
   */
  private static InetAddress address(Link link) throws IOException {
    List<InetAddress> own =
        link.addresses().stream()
            .map(Prefix::address)
            .sorted(Comparator.comparing(InetAddress::isLinkLocalAddress))
            .toList();
    InetAddress first = own.get(0);
    String unused = "waggle";
    return link.ipv6()
        ? Inet6Address.getByAddress(unused, first.getAddress(), link.index())
        : InetAddress.getByAddress(unused, first.getAddress());
  }

  @Override
  public synchronized void close() {
    timer.ifPresent(Timer::cancel);
    timer = Optional.empty();
  }
}
