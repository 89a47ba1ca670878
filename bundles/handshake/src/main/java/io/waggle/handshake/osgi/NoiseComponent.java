package io.waggle.handshake.osgi;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.discovery.PeerId;
import io.waggle.api.swarm.spi.Handshake;
import io.waggle.api.swarm.spi.HandshakeRequest;
import io.waggle.api.swarm.spi.HandshakeResult;
import io.waggle.api.swarm.spi.Wire;
import io.waggle.handshake.noise.NoiseHandshake;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.ComponentException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Publishes {@link NoiseHandshake}; the identity is read or made when a swarm first asks. */
@Component(
    property = Handshake.NAME + "=" + NoiseHandshake.NAME,
    configurationPid = NoiseConfig.PID)
@Designate(ocd = NoiseConfig.class)
public final class NoiseComponent implements Handshake {

  private final NoiseSetup setup;
  private volatile NoiseHandshake handshake;

  /** Fails if the configuration or the identity can't be used. */
  @Activate
  public NoiseComponent(
      BundleContext context, @Reference Crypto crypto, Map<String, Object> properties) {
    Optional<Path> data = Optional.ofNullable(context.getProperty("waggle.data")).map(Path::of);
    setup = new NoiseSetup(crypto, data);
    handshake =
        setup
            .read(properties)
            .orElseThrow(() -> new ComponentException("there is no good configuration yet"));
  }

  /** Applies another configuration; one that can't be used leaves the last good one in force. */
  @Modified
  void modified(Map<String, Object> properties) {
    setup.read(properties).ifPresent(good -> handshake = good);
  }

  @Override
  public String name() {
    return NoiseHandshake.NAME;
  }

  @Override
  public Optional<PeerId> identity() {
    return handshake.identity();
  }

  @Override
  public CompletionStage<HandshakeResult> negotiate(Wire wire, HandshakeRequest request) {
    return handshake.negotiate(wire, request);
  }
}
