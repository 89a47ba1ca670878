package io.waggle.mdnsdiscovery.jmdns;

import io.waggle.api.time.WaggleClock;
import io.waggle.mdnsdiscovery.dnssd.OwnService;
import io.waggle.mdnsdiscovery.dnssd.Responder;
import io.waggle.mdnsdiscovery.dnssd.ResponderFactory.Transmitter;
import io.waggle.mdnsdiscovery.dnssd.ServiceNames;
import io.waggle.mdnsdiscovery.jmdns.LinkDns.Wires;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Timer;
import java.util.stream.Collectors;
import javax.jmdns.impl.DNSRecord;
import javax.jmdns.impl.constants.DNSConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Name;

/** Publishes by JmDNS on one link. */
final class JmdnsResponder implements Responder {

  private static final Logger log = LoggerFactory.getLogger(JmdnsResponder.class);
  private static final Name META = Name.fromConstantString("_services._dns-sd._udp.local.");

  private final InetAddress address;
  private final String host;
  private final int port;
  private final Timer timer;
  private final WaggleClock clock;
  private final Transmitter transmitter;
  private final Map<OwnService, List<PublishedService>> published = new HashMap<>();
  private FedSocket socket;
  private LinkDns dns;

  /**
   * Opens it.
   *
   * @param address of the link
   * @param port of the group; JmDNS thinks that it is 5353 always
   */
  JmdnsResponder(
      InetAddress address,
      String host,
      int port,
      Timer timer,
      WaggleClock clock,
      Transmitter transmitter)
      throws IOException {
    this.address = address;
    this.host = host;
    this.port = port;
    this.timer = timer;
    this.clock = clock;
    this.transmitter = transmitter;
    open();
  }

  private void open() throws IOException {
    socket = new FedSocket();
    dns = new LinkDns(address, host, new Wires(socket, timer, clock, this::transmit));
  }

  private void transmit(byte[] packet, Optional<InetSocketAddress> to) {
    transmitter.send(packet, to.map(t -> t.getPort() == DNSConstants.MDNS_PORT ? at(t, port) : t));
  }

  private static InetSocketAddress at(InetSocketAddress address, int port) {
    return new InetSocketAddress(address.getAddress(), port);
  }

  @Override
  public void publish(Collection<OwnService> services) {
    Map<String, OwnService> wanted =
        services.stream().collect(Collectors.toMap(OwnService::instance, s -> s));
    for (OwnService old : List.copyOf(published.keySet())) {
      OwnService now = wanted.get(old.instance());
      boolean same = now != null && now.port() == old.port() && now.text().equals(old.text());
      if (!same) {
        published.remove(old).forEach(dns::unregisterService);
      } else if (!now.equals(old)) {
        List<PublishedService> kept = published.remove(old);
        kept.forEach(each -> change(each, now.labels()));
        published.put(now, kept);
      }
    }
    services.stream().filter(each -> !published.containsKey(each)).forEach(this::register);
  }

  private void register(OwnService service) {
    List<PublishedService> fresh = new ArrayList<>();
    for (Name type : ServiceNames.TYPES) {
      PublishedService each = new PublishedService(service, type);
      try {
        dns.registerService(each);
        fresh.add(each);
      } catch (IOException | RuntimeException e) {
        log.warn("{} can't be published: {}", service.instance(), e.toString());
      }
    }
    published.put(service, fresh);
  }

  /** Topics that come are announced twice (RFC 6762 §8.3), those that go get a goodbye. */
  private void change(PublishedService service, Set<String> labels) {
    Set<String> come = new HashSet<>(labels);
    come.removeAll(service.labels());
    Set<String> gone = new HashSet<>(service.labels());
    gone.removeAll(labels);
    service.setLabels(labels);
    if (PublishedService.isOut(service)) {
      List<DNSRecord> records = new ArrayList<>(service.pointers(gone, 0));
      records.addAll(service.pointers(come, PublishedService.TTL));
      dns.tell(records);
    }
  }

  /** Names of ours, and what all responders are asked. */
  @Override
  public boolean concerns(Set<Name> names) {
    for (Name name : names) {
      if (name.equals(META) || ServiceNames.TYPES.contains(name) || isOurs(name)) {
        return true;
      }
    }
    return false;
  }

  private boolean isOurs(Name name) {
    boolean ours =
        published.values().stream()
            .flatMap(List::stream)
            .anyMatch(s -> s.hasSubtype(name.toString()));
    if (ours) {
      return true;
    }
    String plain = plain(name);
    return plain.equals(dns.getLocalHost().getName().toLowerCase(Locale.ROOT))
        || dns.getServices().containsKey(plain);
  }

  /** As JmDNS writes names: without escapes. */
  private static String plain(Name name) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i + 1 < name.labels(); i++) {
      byte[] label = name.getLabel(i);
      text.append(new String(label, 1, label.length - 1, java.nio.charset.StandardCharsets.UTF_8));
      text.append('.');
    }
    return text.toString().toLowerCase(Locale.ROOT);
  }

  @Override
  public void hear(byte[] packet, InetSocketAddress from) {
    if (dns.isBroken()) {
      replace();
    }
    boolean peer = from.getPort() == port;
    socket.feed(packet, peer ? at(from, DNSConstants.MDNS_PORT) : from);
  }

  /** It is opened anew, and publishes the same. */
  private void replace() {
    log.warn("the responder on {} has failed and is opened anew", address.getHostAddress());
    dns.close();
    Set<OwnService> services = Set.copyOf(published.keySet());
    published.clear();
    try {
      open();
      publish(services);
    } catch (IOException e) {
      log.warn("the responder on {} can't be opened: {}", address.getHostAddress(), e.toString());
    }
  }

  @Override
  public List<String> instances() {
    return dns.published().stream().map(PublishedService::getQualifiedName).sorted().toList();
  }

  @Override
  public void close() {
    dns.close();
  }
}
