package io.waggle.launcher;

/** The configurations that the flags of one-shot commands write to. */
final class Pids {

  static final String COMMAND = "io.waggle.command";
  static final String DNS = "io.waggle.source.dns~command";
  static final String DNS_LOCAL = "io.waggle.source.dns~local";
  static final String KNOWN = "io.waggle.source.known~command";
  static final String MDNS = "io.waggle.source.mdns~command";
  static final String DHT = "io.waggle.dht~command";
  static final String DHT_SOURCE = "io.waggle.source.dht~command";
  static final String MAIL_DHT = "io.waggle.dht~mail";
  static final String MAIL_UDP = "io.waggle.udp~mail";
  static final String MAIL_SWARM = "io.waggle.swarm~mail";
  static final String MAIL_SOURCE = "io.waggle.source.dht~mail";
  static final String SWARM = "io.waggle.swarm~command";
  static final String UDP = "io.waggle.udp~command";
  static final String UTP = "io.waggle.transport.utp";
  static final String NOISE = "io.waggle.handshake.noise";
  static final String SERVER = "io.waggle.server.dns~command";

  private Pids() {}
}
