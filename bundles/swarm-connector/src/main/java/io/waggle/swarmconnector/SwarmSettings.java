package io.waggle.swarmconnector;

import io.waggle.api.discovery.PeerId;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * All that can be set on a swarm; made by {@link #named} and the {@code with} methods, or from a
 * configuration. All but the name and the id can be changed while it runs.
 *
 * @param name unique in the node
 * @param listen where it listens
 * @param id what it calls itself; empty for 32 random bytes a run
 * @param transports by name, in the order in which they take the port
 * @param limits how much it takes on
 * @param connectTimeout for a dial
 * @param handshakeTimeout from the wire to the end of the handshake
 * @param access who may be dialled and let in
 * @param bandwidth bytes a second
 * @param keepExisting whether an older connection to a peer always stays
 */
public record SwarmSettings(
    String name,
    Listen listen,
    Optional<PeerId> id,
    List<String> transports,
    Limits limits,
    Duration connectTimeout,
    Duration handshakeTimeout,
    AccessList access,
    Bandwidth bandwidth,
    boolean keepExisting) {

  /** The port of dat. */
  public static final int DEFAULT_PORT = 3282;

  /**
   * Where a swarm listens.
   *
   * @param bind empty for every address of the machine, IPv4 and IPv6
   * @param port 0 for any free one
   * @param fallback whether any free port is taken when the wished one is in use
   */
  public record Listen(Optional<InetAddress> bind, int port, boolean fallback) {

    /** Every address, the port of dat, any other one if that is in use. */
    public static final Listen DEFAULT = new Listen(Optional.empty(), DEFAULT_PORT, true);

    /** Every address and any free port. */
    public static final Listen ANY = new Listen(Optional.empty(), 0, true);
  }

  /** Keeps its own copy of the transports. */
  public SwarmSettings {
    transports = List.copyOf(transports);
  }

  /** The defaults. */
  public static SwarmSettings named(String name) {
    return new SwarmSettings(
        name,
        Listen.DEFAULT,
        Optional.empty(),
        List.of("tcp", "utp"),
        Limits.DEFAULT,
        Duration.ofSeconds(3),
        Duration.ofSeconds(5),
        AccessList.OPEN,
        Bandwidth.UNLIMITED,
        false);
  }

  /** The same at another port or address. */
  public SwarmSettings with(Listen newListen) {
    return new SwarmSettings(
        name,
        newListen,
        id,
        transports,
        limits,
        connectTimeout,
        handshakeTimeout,
        access,
        bandwidth,
        keepExisting);
  }

  /** The same with an id. */
  public SwarmSettings with(PeerId newId) {
    return new SwarmSettings(
        name,
        listen,
        Optional.of(newId),
        transports,
        limits,
        connectTimeout,
        handshakeTimeout,
        access,
        bandwidth,
        keepExisting);
  }

  /** The same with other limits. */
  public SwarmSettings limits(UnaryOperator<Limits> change) {
    return new SwarmSettings(
        name,
        listen,
        id,
        transports,
        change.apply(limits),
        connectTimeout,
        handshakeTimeout,
        access,
        bandwidth,
        keepExisting);
  }

  /** The same for other peers. */
  public SwarmSettings with(AccessList newAccess) {
    return new SwarmSettings(
        name,
        listen,
        id,
        transports,
        limits,
        connectTimeout,
        handshakeTimeout,
        newAccess,
        bandwidth,
        keepExisting);
  }

  /** The same at other rates. */
  public SwarmSettings with(Bandwidth newBandwidth) {
    return new SwarmSettings(
        name,
        listen,
        id,
        transports,
        limits,
        connectTimeout,
        handshakeTimeout,
        access,
        newBandwidth,
        keepExisting);
  }

  /** The same where an older connection stays, or not. */
  public SwarmSettings keepingExisting(boolean keep) {
    return new SwarmSettings(
        name,
        listen,
        id,
        transports,
        limits,
        connectTimeout,
        handshakeTimeout,
        access,
        bandwidth,
        keep);
  }
}
