package io.waggle.mailbox.identity;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.crypto.KeyVault;
import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.Address;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The keys of one identity that mail is sealed to: those of its profile, new every week, and one
 * for each contact and week (MAIL.md §2). What is made is durable before it is handed out. Not
 * thread-safe.
 */
public final class KeyRing {

  /** How long a key is handed out. */
  public static final Duration ROTATION = Duration.ofDays(7);

  /** When a key of the profile is destroyed: a week, a mail's longest life, slack. */
  public static final Duration PROFILE_LIFE = Duration.ofDays(45);

  /** When a contact's key is destroyed, counted from the making of a newer one. */
  public static final Duration REPLY_LIFE = Duration.ofDays(35);

  private final Crypto crypto;
  private final KeyVault vault;
  private final String profilePrefix;
  private final String replyPrefix;
  private final List<SealingKey> keys = new ArrayList<>();

  /** Over the keys that the vault has of an identity. */
  public KeyRing(Crypto crypto, KeyVault vault, Address identity) {
    this.crypto = crypto;
    this.vault = vault;
    this.profilePrefix = "spk." + identity.fingerprint() + ".";
    this.replyPrefix = "reply." + identity.fingerprint() + ".";
    vault.names().stream()
        .filter(name -> name.startsWith(profilePrefix) || name.startsWith(replyPrefix))
        .sorted()
        .forEach(name -> vault.get(name).ifPresent(seed -> keys.add(key(name, seed))));
  }

  private SealingKey key(String name, byte[] seed) {
    long made = Long.parseLong(name.substring(name.lastIndexOf('.') + 1));
    return new SealingKey(
        name,
        ByteString.of(seed),
        ByteString.of(crypto.sealer().publicKey(seed)),
        Instant.ofEpochSecond(made));
  }

  /** All keys that mail may still come sealed to. */
  public List<SealingKey> all() {
    return List.copyOf(keys);
  }

  /** The key for the profile, a new one if the newest is a week old. */
  public SealingKey profileKey(Instant now) throws IOException {
    return current(profilePrefix, now);
  }

  /** The key that a contact is to seal to, a new one if the newest is a week old. */
  public SealingKey replyKey(Address peer, Instant now) throws IOException {
    return current(replyPrefix + peer.fingerprint() + ".", now);
  }

  private SealingKey current(String prefix, Instant now) throws IOException {
    Optional<SealingKey> newest = newest(prefix);
    if (newest.isPresent() && now.isBefore(newest.get().created().plus(ROTATION))) {
      return newest.get();
    }
    byte[] seed = crypto.random(32);
    // Named by its second; a clock that was set back must not overwrite one.
    long made =
        Math.max(
            now.getEpochSecond(), newest.map(k -> k.created().getEpochSecond() + 1).orElse(0L));
    SealingKey fresh = key(prefix + made, seed);
    vault.put(fresh.name(), seed);
    keys.add(fresh);
    return fresh;
  }

  private Optional<SealingKey> newest(String prefix) {
    return keys.stream()
        .filter(key -> key.name().startsWith(prefix))
        .max(Comparator.comparing(SealingKey::created));
  }

  /** Destroys what is too old; what was recorded of it can't be opened any more. */
  public void destroyOld(Instant now) throws IOException {
    for (SealingKey key : all()) {
      if (isOver(key, now)) {
        vault.remove(key.name());
        keys.remove(key);
      }
    }
  }

  private boolean isOver(SealingKey key, Instant now) {
    if (key.name().startsWith(profilePrefix)) {
      return now.isAfter(key.created().plus(PROFILE_LIFE));
    }
    String prefix = key.name().substring(0, key.name().lastIndexOf('.') + 1);
    return keys.stream()
        .filter(other -> other.name().startsWith(prefix))
        .map(SealingKey::created)
        .filter(made -> made.isAfter(key.created()))
        .min(Comparator.naturalOrder())
        .map(made -> now.isAfter(made.plus(REPLY_LIFE)))
        .orElse(false);
  }
}
