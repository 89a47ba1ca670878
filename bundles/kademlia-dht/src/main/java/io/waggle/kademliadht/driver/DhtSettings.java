package io.waggle.kademliadht.driver;

import io.waggle.api.dht.NodeId;
import io.waggle.api.net.HostAndPort;
import io.waggle.kademliadht.core.NodeConfig;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.store.Quota;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How one DHT stands on this machine.
 *
 * @param name unique in the process
 * @param port UDP; 0 for any; not used on a shared socket
 * @param bind local addresses, one socket each; empty for one socket on all of them
 * @param ipv6 whether the socket on all addresses speaks IPv6 as well
 * @param id ours; empty for the remembered or a new one
 * @param bootstrap nodes to begin with, names or addresses
 * @param node everything else of the node; its locals do not count
 * @param quota what is kept for others
 * @param file where the table is remembered; empty for nowhere
 * @param save how often it is written
 */
public record DhtSettings(
    String name,
    int port,
    List<InetAddress> bind,
    boolean ipv6,
    Optional<NodeId> id,
    List<HostAndPort> bootstrap,
    NodeConfig node,
    Quota quota,
    Optional<Path> file,
    Duration save) {

  /** Keeps its own copies. */
  public DhtSettings {
    bind = List.copyOf(bind);
    bootstrap = List.copyOf(bootstrap);
  }

  /** A server with the usual settings, remembered nowhere. */
  public static DhtSettings of(String name, int port, List<HostAndPort> bootstrap) {
    return new DhtSettings(
        name,
        port,
        List.of(),
        true,
        Optional.empty(),
        bootstrap,
        NodeConfig.server(Family.V4, NodeId.of(0, 0, 0)),
        Quota.DEFAULT,
        Optional.empty(),
        Duration.ofMinutes(10));
  }

  /** Whether both stand on the same sockets under the same id. */
  boolean sameSockets(DhtSettings other) {
    return port == other.port
        && bind.equals(other.bind)
        && ipv6 == other.ipv6
        && id.equals(other.id)
        && quota.equals(other.quota);
  }

  Sockets sockets() {
    return bind.isEmpty() ? Sockets.wildcard(port, ipv6) : Sockets.on(bind, port);
  }
}
