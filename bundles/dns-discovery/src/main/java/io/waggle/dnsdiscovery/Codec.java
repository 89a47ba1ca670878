package io.waggle.dnsdiscovery;

import java.util.Optional;

/** Both directions of the wire in the domain of the moment. */
final class Codec {

  private QueryWriter writer;
  private ReplyReader reader;

  Codec(String domain) {
    setDomain(domain);
  }

  void setDomain(String domain) {
    writer = new QueryWriter(domain);
    reader = new ReplyReader(domain);
  }

  QueryWriter writer() {
    return writer;
  }

  Optional<ServerMessage> read(byte[] packet) {
    return reader.read(packet);
  }
}
