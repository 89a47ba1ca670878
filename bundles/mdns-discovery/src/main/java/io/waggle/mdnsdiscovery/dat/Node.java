package io.waggle.mdnsdiscovery.dat;

import io.waggle.mdnsdiscovery.link.Acquaintances;
import io.waggle.mdnsdiscovery.wire.MessageReader;
import io.waggle.mdnsdiscovery.wire.MessageWriter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What all links of a node share. Touched by the engine's thread alone. */
final class Node {

  private static final int TOKEN_BYTES = 32;

  private final RandomGenerator random;
  private final DatMeters meters;
  private final String token;
  private final Acquaintances met = new Acquaintances();
  private final Map<String, TopicState> topics = new LinkedHashMap<>();
  private DatSettings settings;
  private MessageReader reader;
  private MessageWriter writer;

  Node(DatSettings settings, RandomGenerator random, DatMeters meters) {
    this.random = random;
    this.meters = meters;
    this.token = token(random);
    setSettings(settings);
  }

  /**
   * As long as the original's tokens, but the same for all who ask: it is what this node knows its
   * own answers by, on any interface.
   */
  private static String token(RandomGenerator random) {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  final void setSettings(DatSettings newSettings) {
    settings = newSettings;
    reader = new MessageReader(newSettings.domain());
    writer = new MessageWriter(newSettings.domain());
  }

  DatSettings settings() {
    return settings;
  }

  MessageReader reader() {
    return reader;
  }

  MessageWriter writer() {
    return writer;
  }

  RandomGenerator random() {
    return random;
  }

  DatMeters meters() {
    return meters;
  }

  String token() {
    return token;
  }

  boolean isOwn(Optional<String> other) {
    return other.filter(token::equals).isPresent();
  }

  Acquaintances met() {
    return met;
  }

  Map<String, TopicState> topics() {
    return topics;
  }

  TopicState topic(String label) {
    return topics.computeIfAbsent(label, l -> new TopicState(l, met, random));
  }
}
