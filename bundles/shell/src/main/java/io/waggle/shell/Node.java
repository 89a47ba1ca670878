package io.waggle.shell;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.DhtService;
import io.waggle.api.discovery.Discovery;
import io.waggle.api.discovery.spi.AddressObserver;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.server.ServerReport;
import io.waggle.api.swarm.Swarm;
import io.waggle.api.swarm.SwarmReport;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;

/**
 * The services of this node, as they are at the moment of the call.
 *
 * @param hub the discovery hub, if one runs
 * @param swarms in order of their age
 * @param metrics by scope
 * @param servers reports of the servers that this node runs for others
 * @param dhts in order of their age
 * @param crypto the cryptography, if the node has it
 * @param observers those that know how others see us
 */
public record Node(
    Supplier<Optional<Discovery>> hub,
    Supplier<List<Swarm>> swarms,
    Supplier<SortedMap<String, Metrics>> metrics,
    Supplier<List<ServerReport>> servers,
    Supplier<List<DhtService>> dhts,
    Supplier<Optional<Crypto>> crypto,
    Supplier<List<AddressObserver>> observers) {

  /** The hub, or a sentence that says that none runs. */
  public Discovery discovery() {
    return hub.get()
        .orElseThrow(
            () ->
                new CommandException(
                    "no discovery service runs: is the bundle io.waggle.discovery-channel active?"
                        + " Try 'doctor'"));
  }

  /** The swarm of that name, or the first one. */
  public Swarm swarm(Optional<String> name) {
    List<Swarm> all = swarms.get();
    if (all.isEmpty()) {
      throw new CommandException(
          "no swarm runs: a file io.waggle.swarm-<name>.cfg makes one. Try 'doctor'");
    }
    return all.stream()
        .filter(s -> name.isEmpty() || s.name().equals(name.get()))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandException(
                    "no swarm is named '%s'; there is %s"
                        .formatted(
                            name.orElseThrow(),
                            String.join(", ", all.stream().map(Swarm::name).toList()))));
  }

  /** Reports of all swarms, or of the one named. */
  public List<SwarmReport> reports(Optional<String> name) {
    return name.isPresent()
        ? List.of(swarm(name).report())
        : swarms.get().stream().map(Swarm::report).toList();
  }

  /** The DHT of that name, or the first one. */
  public DhtService dht(Optional<String> name) {
    List<DhtService> all = dhts.get();
    if (all.isEmpty()) {
      throw new CommandException(
          "no DHT runs: a file io.waggle.dht-<name>.cfg makes one. Try 'doctor'");
    }
    return all.stream()
        .filter(d -> name.isEmpty() || d.name().equals(name.get()))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandException(
                    "no DHT is named '%s'; there is %s"
                        .formatted(
                            name.orElseThrow(),
                            String.join(", ", all.stream().map(DhtService::name).toList()))));
  }

  /** The cryptography, or a sentence that says that there is none. */
  public Crypto cryptography() {
    return crypto
        .get()
        .orElseThrow(
            () ->
                new CommandException(
                    "no cryptography: is the bundle io.waggle.crypto active? Try 'doctor'"));
  }
}
