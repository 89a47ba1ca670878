package io.waggle.handshake.osgi;

import io.waggle.handshake.noise.CipherSuite;
import io.waggle.handshake.noise.NoiseHandshake;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What can be set on the Noise handshake. */
@ObjectClassDefinition(
    id = NoiseConfig.PID,
    name = "Waggle Noise handshake",
    description = "Who we are, in which network, and whom we talk to")
@interface NoiseConfig {

  /** The PID. */
  String PID = "io.waggle.handshake.noise";

  @AttributeDefinition(
      description = "Name of the network; peers of another one are refused; at most 255 bytes")
  String network() default NoiseHandshake.Settings.WAGGLE;

  @AttributeDefinition(
      description = "File of our identity, made if it lacks; empty: identity in the data directory")
  String identity() default "";

  @AttributeDefinition(description = "Public keys that are let in, in hex; empty: all")
  String[] allow() default {};

  @AttributeDefinition(
      description =
          "Cipher that we dial with; who dials us chooses his. AESGCM is faster on processors that"
              + " have AES, above all with Java 17")
  CipherSuite cipher() default CipherSuite.CHACHAPOLY;
}
