package io.waggle.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the flags of one-shot commands write into which configuration. */
final class FlagEffects {

  private static final String OFF = "off";

  private FlagEffects() {}

  /**
   * Servers on loopback and private addresses become a source of their own: only a trusted source
   * may name private peers.
   */
  static void dns(String value, Settings settings) throws LaunchException {
    Map<String, Object> defaults = Map.copyOf(settings.values(Pids.DNS));
    settings.remove(Pids.DNS).remove(Pids.DNS_LOCAL);
    if (value.equals(OFF)) {
      return;
    }
    List<String> local = new ArrayList<>();
    List<String> open = new ArrayList<>();
    for (String server : FlagValues.list(value, FlagValues::server)) {
      (FlagValues.isPrivate(server) ? local : open).add(server);
    }
    source(settings, Pids.DNS, defaults, open);
    source(settings, Pids.DNS_LOCAL, defaults, local);
    if (!local.isEmpty()) {
      settings.set(Pids.DNS_LOCAL, "source.id", "dns-local");
      settings.set(Pids.DNS_LOCAL, "source.trust", "LOCAL");
    }
  }

  private static void source(
      Settings settings, String pid, Map<String, Object> defaults, List<String> servers) {
    if (!servers.isEmpty()) {
      settings.put(pid, defaults).set(pid, "servers", array(servers));
    }
  }

  static void peers(String value, Settings settings) throws LaunchException {
    settings
        .set(Pids.KNOWN, "peers", array(FlagValues.list(value, FlagValues::hostPort)))
        .set(Pids.KNOWN, "remember", false)
        .set(Pids.KNOWN, "source.id", "peers")
        .set(Pids.KNOWN, "source.trust", "LOCAL");
  }

  static void domain(String value, Settings settings) throws LaunchException {
    String domain = FlagValues.domain(value);
    for (String pid : List.of(Pids.DNS, Pids.DNS_LOCAL)) {
      if (!settings.values(pid).isEmpty()) {
        settings.set(pid, "domain", domain);
      }
    }
    if (!settings.values(Pids.SERVER).isEmpty()) {
      settings.set(Pids.SERVER, "domains", array(List.of(domain)));
    }
  }

  static void id(String value, Settings settings) throws LaunchException {
    settings.set(Pids.SWARM, "id", FlagValues.hex(value));
  }

  static void handshake(String value, Settings settings) throws LaunchException {
    settings.set(Pids.SWARM, "handshake.target", "(handshake.name=" + FlagValues.word(value) + ")");
  }

  /** An id that is a key has to be kept somewhere: a one-shot command's data is temporary. */
  static void identity(String value, Settings settings) {
    settings.set(Pids.NOISE, "identity", Path.of(value).toAbsolutePath().toString());
  }

  /** A port that was asked for is not silently replaced by another. */
  static void port(String value, Settings settings) throws LaunchException {
    settings.set(Pids.SWARM, "port", Integer.parseInt(FlagValues.port(value)));
    settings.set(Pids.SWARM, "port.fallback", false);
  }

  static void serverPorts(String value, Settings settings) throws LaunchException {
    settings.set(Pids.SERVER, "ports", array(FlagValues.list(value, FlagValues::port)));
  }

  static void ttl(String value, Settings settings) throws LaunchException {
    settings.set(Pids.SERVER, "ttl", FlagValues.integer(value, 1, 86_400 * 7));
  }

  static void say(String value, Settings settings) {
    settings.set(Pids.COMMAND, "say", value);
  }

  static void seconds(String value, Settings settings) throws LaunchException {
    settings.set(Pids.COMMAND, "seconds", FlagValues.integer(value, 0, 86_400 * 365));
  }

  static void dht(String value, Settings settings) throws LaunchException {
    settings.remove(Pids.DHT).remove(Pids.DHT_SOURCE);
    if (value.equals(OFF)) {
      return;
    }
    List<String> nodes = FlagValues.list(value, FlagValues::hostPort);
    boolean local = nodes.stream().allMatch(FlagValues::isPrivate);
    settings
        .set(Pids.DHT, "dht.name", "command")
        .set(Pids.DHT, "port", 0)
        .set(Pids.DHT, "bootstrap", array(nodes))
        .set(Pids.DHT_SOURCE, "source.id", "dht")
        .set(Pids.DHT_SOURCE, "source.trust", local ? "LOCAL" : "OPEN");
  }

  static void dhtPort(String value, Settings settings) throws LaunchException {
    settings.set(Pids.DHT, "port", Integer.parseInt(FlagValues.port(value)));
  }

  static void bootstrap(String value, Settings settings) throws LaunchException {
    settings.set(Pids.DHT, "bootstrap", array(FlagValues.list(value, FlagValues::hostPort)));
  }

  /**
   * One number for all that a mail node listens on: UDP, which the DHT and uTP share, and TCP. A
   * port that was asked for is not silently replaced by another.
   */
  static void mailPort(String value, Settings settings) throws LaunchException {
    int wanted = Integer.parseInt(FlagValues.port(value));
    int port = wanted == 0 ? SharedPort.free() : wanted;
    for (String pid : List.of(Pids.MAIL_UDP, Pids.MAIL_DHT, Pids.MAIL_SWARM)) {
      settings.set(pid, "port", port);
    }
    settings.set(Pids.MAIL_SWARM, "port.fallback", wanted == 0);
  }

  /** In a network of one's own, contacts may be met at private addresses too. */
  static void mailNodes(String value, Settings settings) throws LaunchException {
    List<String> nodes = FlagValues.list(value, FlagValues::hostPort);
    settings.set(Pids.MAIL_DHT, "bootstrap", array(nodes));
    if (nodes.stream().allMatch(FlagValues::isPrivate)) {
      settings.set(Pids.MAIL_SOURCE, "source.trust", "LOCAL");
    }
  }

  static void mdns(String value, Settings settings) throws LaunchException {
    settings.remove(Pids.MDNS);
    if (FlagValues.isOn(value)) {
      settings.set(Pids.MDNS, "source.id", "mdns");
    }
  }

  static void utp(String value, Settings settings) throws LaunchException {
    String[] transports =
        FlagValues.isOn(value) ? new String[] {"tcp", "utp"} : new String[] {"tcp"};
    settings.set(Pids.SWARM, "transports", transports);
  }

  private static String[] array(List<String> values) {
    return values.toArray(String[]::new);
  }
}
