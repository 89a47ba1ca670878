package io.waggle.swarmconnector;

import io.waggle.api.discovery.Topic;

/** One dial, from the queue to the end of its handshake. */
final class Dial {

  final PeerEntry entry;
  final Topic topic;
  Race race;

  Dial(PeerEntry entry, Topic topic) {
    this.entry = entry;
    this.topic = topic;
  }
}
