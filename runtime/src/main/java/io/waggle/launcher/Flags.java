package io.waggle.launcher;

import static io.waggle.launcher.Verb.BOOTSTRAP;
import static io.waggle.launcher.Verb.JOIN;
import static io.waggle.launcher.Verb.LOOKUP;
import static io.waggle.launcher.Verb.MAIL;
import static io.waggle.launcher.Verb.MAIL_NODE;
import static io.waggle.launcher.Verb.SENDMAIL;
import static io.waggle.launcher.Verb.SERVER;
import static io.waggle.launcher.Verb.START;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every flag, a line each: where it is allowed, and which configuration it writes. */
final class Flags {

  static final String FEATURE = "--feature";
  static final String DATA = "--data";
  static final String CONFIG = "--config";
  static final String SCRIPT = "--script";
  static final String COMMANDS = "-c";

  private static final Set<Verb> NODE = Set.of(START, MAIL_NODE);
  private static final Set<Verb> PEER = Set.of(JOIN, LOOKUP);
  private static final Set<Verb> SHOT = Set.of(JOIN, LOOKUP, SERVER, BOOTSTRAP);
  private static final Set<Verb> DNS = Set.of(JOIN, LOOKUP, SERVER);

  static final List<Flag> ALL =
      List.of(
          flag(FEATURE, "NAME", Set.of(START), "what to run: a file of features/, default dat"),
          flag(
              DATA,
              "DIR",
              Set.of(START, MAIL_NODE, MAIL, SENDMAIL),
              "all state, default $WAGGLE_DATA or data/"),
          flag(CONFIG, "DIR", NODE, "the operator's .cfg files, default $WAGGLE_CONFIG or etc/"),
          flag(SCRIPT, "FILE", NODE, "run shell commands of a file (- is stdin), then stop"),
          flag(COMMANDS, "COMMANDS", NODE, "run these shell commands, then stop"),
          flag("--dns", "H[:P],..|off", PEER, "DNS discovery servers", FlagEffects::dns),
          flag("--peers", "H:P,...", PEER, "addresses to try in any case", FlagEffects::peers),
          flag("--domain", "D", DNS, "domain of the DNS servers", FlagEffects::domain),
          flag("--hash", "", PEER, "the key is the SHA-1 of the name (default)", hash(true)),
          flag("--no-hash", "", PEER, "the name is the key, in hex", hash(false)),
          flag("--id", "HEX", Set.of(JOIN), "our peer id, default random", FlagEffects::id),
          flag("--port", "N[,N]", Set.of(JOIN), "port to listen on", FlagEffects::port),
          flag("--port", "N[,N]", Set.of(SERVER), "UDP ports", FlagEffects::serverPorts),
          flag("--port", "N", Set.of(BOOTSTRAP), "UDP port", FlagEffects::dhtPort),
          flag("--nodes", "H:P,...", Set.of(BOOTSTRAP), "others to join", FlagEffects::bootstrap),
          flag(
              "--port",
              "N",
              Set.of(MAIL_NODE),
              "port for UDP and TCP, default 6882, 0 is any",
              FlagEffects::mailPort),
          flag(
              "--nodes",
              "H:P,...",
              Set.of(MAIL_NODE),
              "mail nodes to join",
              FlagEffects::mailNodes),
          flag("--ttl", "S", Set.of(SERVER), "seconds a peer is kept", FlagEffects::ttl),
          flag(
              "--handshake",
              "NAME",
              Set.of(JOIN),
              "discovery-swarm (default), noise or none",
              FlagEffects::handshake),
          flag(
              "--identity",
              "FILE",
              Set.of(JOIN),
              "our key for noise, made if it lacks",
              FlagEffects::identity),
          flag(
              "--no-announce",
              "",
              Set.of(JOIN),
              "only look up and dial",
              command("announce", false)),
          flag("--say", "TEXT", Set.of(JOIN), "line to send on each connection", FlagEffects::say),
          flag("--seconds", "N", SHOT, "end after N seconds, 0 is never", FlagEffects::seconds),
          flag("--json", "", SHOT, "one JSON object a line", command("json", true)),
          flag(
                  "--dht",
                  "H:P,..|off",
                  PEER,
                  "DHT and its bootstrap nodes, default off",
                  FlagEffects::dht)
              .needs("kademlia-dht"),
          flag("--mdns", "on|off", PEER, "multicast on the local network", FlagEffects::mdns)
              .needs("mdns-discovery"),
          flag("--utp", "on|off", Set.of(JOIN), "uTP beside TCP, through NATs", FlagEffects::utp)
              .needs("transport-utp"));

  private Flags() {}

  static Optional<Flag> of(String name, Verb verb) {
    return named(name).stream().filter(f -> f.verbs().contains(verb)).findFirst();
  }

  /** The flags of that name, one for each meaning. */
  static List<Flag> named(String name) {
    return ALL.stream().filter(f -> f.name().equals(name)).toList();
  }

  private static Flag flag(String name, String argument, Set<Verb> verbs, String help) {
    return flag(name, argument, verbs, help, Flag.Effect.NONE);
  }

  private static Flag flag(
      String name, String argument, Set<Verb> verbs, String help, Flag.Effect effect) {
    return new Flag(name, argument, verbs, help, effect, Optional.empty());
  }

  private static Flag.Effect command(String key, Object constant) {
    return (value, settings) -> settings.set(Pids.COMMAND, key, constant);
  }

  private static Flag.Effect hash(boolean hash) {
    return command("hash", hash);
  }
}
