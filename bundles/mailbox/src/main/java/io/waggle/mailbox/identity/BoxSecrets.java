package io.waggle.mailbox.identity;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.crypto.KeyVault;
import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.Address;
import io.waggle.mailbox.field.FieldReader;
import io.waggle.mailbox.field.FieldWriter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * The generations of an identity's private box (K_in, MAIL.md §2). Moving it shuts out who was
 * blocked; the old one is looked through for 35 days more. Not thread-safe.
 */
public final class BoxSecrets {

  private static final Duration AFTERLIFE = Duration.ofDays(35);

  private final Crypto crypto;
  private final KeyVault vault;
  private final String prefix;

  /** Over what the vault has of an identity. */
  public BoxSecrets(Crypto crypto, KeyVault vault, Address identity) {
    this.crypto = crypto;
    this.vault = vault;
    this.prefix = "box." + identity.fingerprint() + ".";
  }

  /** Those to be looked through, the oldest first. */
  public List<BoxSecret> all() {
    return vault.names().stream()
        .filter(name -> name.startsWith(prefix))
        .flatMap(name -> vault.get(name).map(value -> decode(name, value)).stream())
        .sorted(Comparator.comparingLong(BoxSecret::generation))
        .toList();
  }

  private BoxSecret decode(String name, byte[] value) {
    FieldReader in = new FieldReader(value);
    ByteString secret = in.bytes(32);
    long retired = in.u64();
    return new BoxSecret(
        secret,
        Long.parseLong(name.substring(prefix.length())),
        retired == 0 ? Instant.MAX : Instant.ofEpochSecond(retired));
  }

  private void put(long generation, ByteString secret, long retired) throws IOException {
    vault.put(prefix + generation, new FieldWriter().raw(secret).u64(retired).toBytes());
  }

  /** The one in use; made if there is none. */
  public BoxSecret current() throws IOException {
    List<BoxSecret> all = all();
    if (all.isEmpty() || !all.get(all.size() - 1).isCurrent()) {
      long next = all.isEmpty() ? 1 : all.get(all.size() - 1).generation() + 1;
      put(next, ByteString.of(crypto.random(32)), 0);
      return current();
    }
    return all.get(all.size() - 1);
  }

  /** Moves the box. */
  public BoxSecret move(Instant now) throws IOException {
    BoxSecret old = current();
    put(old.generation() + 1, ByteString.of(crypto.random(32)), 0);
    put(old.generation(), old.secret(), now.getEpochSecond());
    return current();
  }

  /** Forgets those that are not looked through any more. */
  public void destroyOld(Instant now) throws IOException {
    for (BoxSecret box : all()) {
      if (!box.isCurrent() && now.isAfter(box.retired().plus(AFTERLIFE))) {
        vault.remove(prefix + box.generation());
      }
    }
  }
}
