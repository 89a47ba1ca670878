package io.waggle.mailbox.direct;

import io.waggle.api.crypto.Hashes;
import io.waggle.api.dht.ByteString;
import io.waggle.api.discovery.Hashing;
import io.waggle.api.discovery.Topic;
import io.waggle.mailbox.field.FieldWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the owner of a private box is met on one day (MAIL.md §8). Owner and contacts derive it
 * from the secret of the box; for anybody else it is a number that has nothing to do with an
 * address, a box or the number of the day before.
 *
 * @param topic what the owner announces and contacts look up
 * @param key proves that one is a contact, 32 bytes
 */
record Rendezvous(Topic topic, ByteString key) {

  /** The realm of these topics: only sources that serve it hear of them. */
  static final String REALM = "mail";

  private static final long DAY = 86_400;

  /** How far clocks may differ, so that both days are announced around midnight. */
  private static final Duration SLACK = Duration.ofHours(1);

  private static final byte[] TOPIC = label("waggle-rdv-v1");
  private static final byte[] KEY = label("waggle-rdv-key-v1");

  private static byte[] label(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Of a secret and a day.
   *
   * @param secret of the private box, 32 bytes
   * @param day days since the epoch
   */
  static Rendezvous of(Hashes hashes, ByteString secret, long day) {
    byte[] number = new FieldWriter().u32(day).toBytes();
    byte[] id = hashes.hmacSha256(secret.toBytes(), TOPIC, number);
    Topic topic = Topic.of(Arrays.copyOf(id, Topic.WIRE_KEY_LENGTH), Hashing.RAW).inRealm(REALM);
    return new Rendezvous(topic, ByteString.of(hashes.hmacSha256(secret.toBytes(), KEY, number)));
  }

  /** The day of a moment, UTC. */
  static long day(Instant now) {
    return Math.floorDiv(now.getEpochSecond(), DAY);
  }

  /** The days that it may be for somebody else now. */
  static Set<Long> days(Instant now) {
    Set<Long> days = new TreeSet<>();
    days.add(day(now.minus(SLACK)));
    days.add(day(now));
    days.add(day(now.plus(SLACK)));
    return days;
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return topic.toString();
  }
}
