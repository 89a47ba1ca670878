package io.waggle.examples.password;

import io.waggle.api.swarm.spi.Handshake;
import io.waggle.api.swarm.spi.HandshakeRequest;
import io.waggle.api.swarm.spi.HandshakeResult;
import io.waggle.api.swarm.spi.Wire;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/** The handshake as a service; another word makes another service. */
@Component(
    configurationPid = PasswordConfig.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    property = Handshake.NAME + "=" + PasswordHandshake.NAME)
@Designate(ocd = PasswordConfig.class)
public final class PasswordComponent implements Handshake {

  private final Handshake handshake;

  /** Fails if the word is missing: then there is no service. */
  @Activate
  public PasswordComponent(Map<String, Object> properties) {
    String word = String.valueOf(properties.getOrDefault("word", ""));
    handshake =
        new PasswordHandshake(word.getBytes(StandardCharsets.UTF_8), new SecureRandom()::nextBytes);
  }

  @Override
  public String name() {
    return handshake.name();
  }

  @Override
  public CompletionStage<HandshakeResult> negotiate(Wire wire, HandshakeRequest request) {
    return handshake.negotiate(wire, request);
  }
}
