package io.waggle.mailbox.identity;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.crypto.KeyVault;
import io.waggle.api.mail.Address;
import io.waggle.api.mail.MailException;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The identities in a vault. Not thread-safe. */
public final class Identities {

  private static final String PREFIX = "identity.";
  private static final int LONGEST_LABEL = 64;

  private final Crypto crypto;
  private final KeyVault vault;
  private final Map<Address, Identity> all = new TreeMap<>();
  private final Map<Address, KeyRing> rings = new TreeMap<>();

  /** Over a vault that is open. */
  public Identities(Crypto crypto, KeyVault vault) {
    this.crypto = crypto;
    this.vault = vault;
    vault.names().stream()
        .filter(name -> name.startsWith(PREFIX))
        .flatMap(name -> vault.get(name).stream())
        .map(bytes -> Identity.decode(crypto, bytes))
        .forEach(this::add);
  }

  private void add(Identity identity) {
    all.put(identity.address(), identity);
    rings.computeIfAbsent(identity.address(), a -> new KeyRing(crypto, vault, a));
  }

  /** Oldest first. */
  public List<Identity> all() {
    return all.values().stream().sorted(Comparator.comparing(Identity::created)).toList();
  }

  /** One of ours. */
  public Optional<Identity> get(Address address) {
    return Optional.ofNullable(all.get(address));
  }

  /**
   * One of ours.
   *
   * @throws MailException if it is not
   */
  public Identity require(Address address) throws MailException {
    return get(address)
        .orElseThrow(() -> new MailException(address + " is no identity of this mailbox"));
  }

  /** Makes one. */
  public Identity create(String label, Instant now) throws IOException, MailException {
    return keep(label, crypto.random(32), now);
  }

  /** Takes one over. */
  public Identity restore(String label, String secret, Instant now)
      throws IOException, MailException {
    byte[] seed;
    try {
      seed = Identity.seedOf(secret);
    } catch (IllegalArgumentException e) {
      throw new MailException("this is no secret of an identity: " + e.getMessage(), e);
    }
    return keep(label, seed, now);
  }

  private Identity keep(String label, byte[] seed, Instant now) throws IOException, MailException {
    if (label.isBlank() || label.length() > LONGEST_LABEL) {
      throw new MailException("a label has 1 to " + LONGEST_LABEL + " characters");
    }
    Identity fresh = Identity.of(crypto, seed, label, now);
    Optional<Identity> same =
        all.values().stream()
            .filter(i -> i.label().equals(label) || i.address().equals(fresh.address()))
            .findFirst();
    if (same.isPresent()) {
      throw new MailException("there is '" + same.get().label() + "' already, " + same.get());
    }
    put(fresh);
    return fresh;
  }

  /** Keeps what has changed of one. */
  public void put(Identity identity) throws IOException {
    vault.put(PREFIX + identity.address().fingerprint(), identity.encode());
    add(identity);
  }

  /** The keys of one of ours. */
  public KeyRing ring(Address identity) {
    return rings.get(identity);
  }

  /** The private boxes of one of ours. */
  public BoxSecrets boxes(Address identity) {
    return new BoxSecrets(crypto, vault, identity);
  }
}
