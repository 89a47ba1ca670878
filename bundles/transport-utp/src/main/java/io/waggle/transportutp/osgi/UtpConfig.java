package io.waggle.transportutp.osgi;

import io.waggle.common.config.Range;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of uTP. */
@ObjectClassDefinition(
    id = "io.waggle.transport.utp",
    name = "Waggle uTP",
    description = "Connections over UDP that yield to other traffic (BEP 29)")
@interface UtpConfig {

  @AttributeDefinition(
      description =
          "Name of a shared UDP socket (io.waggle.udp) to use, whose port must be that of the swarm;"
              + " empty for sockets of its own. Hole punching needs a socket shared with DNS")
  String udp() default "";

  @AttributeDefinition(
      description = "Milliseconds that a uTP connection waits for TCP to come first",
      min = "0",
      max = "60000")
  @Range(min = 0, max = 60_000)
  int patience() default 500;

  @AttributeDefinition(
      description = "Connections of one socket at most",
      min = "1",
      max = "1000000")
  @Range(min = 1, max = 1_000_000)
  int connections() default 8192;

  @AttributeDefinition(
      description = "Bytes that a connection holds for a reader that does not read",
      min = "65536",
      max = "67108864")
  @Range(min = 65_536, max = 67_108_864)
  int receive_buffer() default 1_048_576;

  @AttributeDefinition(
      description =
          "Bytes of the largest datagram that is tried; a path that does not carry it gets smaller"
              + " ones",
      min = "1200",
      max = "65000")
  @Range(min = 1200, max = 65_000)
  int largest_packet() default 1402;

  @AttributeDefinition(
      description =
          "Seconds of saying nothing after which a packet keeps the mappings of NATs; 0 for never",
      min = "0",
      max = "3600")
  @Range(min = 0, max = 3600)
  int keep_alive() default 29;

  @AttributeDefinition(
      description =
          "Seconds of hearing nothing after which the peer is asked whether it is there; 0 for never",
      min = "0",
      max = "86400")
  @Range(min = 0, max = 86_400)
  int probe_after() default 40;

  @AttributeDefinition(
      description =
          "How often it is asked, with one second to answer, then two, four and so on, before the"
              + " connection ends",
      min = "1",
      max = "20")
  @Range(min = 1, max = 20)
  int probes() default 5;
}
