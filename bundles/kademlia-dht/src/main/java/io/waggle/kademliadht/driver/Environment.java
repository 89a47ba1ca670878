package io.waggle.kademliadht.driver;

import io.waggle.api.time.WaggleClock;
import io.waggle.api.udp.UdpMux;
import io.waggle.kademliadht.core.Entropy;
import io.waggle.kademliadht.core.ItemVerifier;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/**
 * What a DHT needs of the machine.
 *
 * @param clock the time
 * @param entropy unpredictable bits; called on several threads
 * @param verifier checks signatures
 * @param background for files and names; may block
 * @param resolver addresses of a name; blocks, called in the background only
 * @param mux a shared socket to use instead of our own
 */
public record Environment(
    WaggleClock clock,
    Entropy entropy,
    ItemVerifier verifier,
    ScheduledExecutorService background,
    Function<String, List<InetAddress>> resolver,
    Optional<UdpMux> mux) {}
