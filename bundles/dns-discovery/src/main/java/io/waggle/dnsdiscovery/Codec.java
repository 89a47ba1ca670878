package io.waggle.dnsdiscovery;

import java.util.Optional;

/** Both directions of the wire in the domain of the moment. */
final class Codec {

  private int impliedPort;
  private QueryWriter writer;
  private ReplyReader reader;

  Codec(String domain) {
    setDomain(domain);
  }

  void setDomain(String domain) {
    writer = new QueryWriter(domain, impliedPort);
    reader = new ReplyReader(domain);
  }

  /** The port that servers see anyway, so that it need not be named; 0 for none. */
  void setImpliedPort(int port) {
    impliedPort = port;
    writer = writer.implying(port);
  }

  QueryWriter writer() {
    return writer;
  }

  Optional<ServerMessage> read(byte[] packet) {
    return reader.read(packet);
  }
}
