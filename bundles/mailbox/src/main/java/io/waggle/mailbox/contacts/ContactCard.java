package io.waggle.mailbox.contacts;

import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.Address;
import io.waggle.api.mail.Contact;
import io.waggle.api.mail.Standing;
import io.waggle.mailbox.field.FieldReader;
import io.waggle.mailbox.field.FieldWriter;
import io.waggle.mailbox.seal.Grant;
import java.time.Instant;
import java.util.Optional;

/**
 * What an identity knows of a contact, its secrets included.
 *
 * @param contact what a person sees of it
 * @param grant the contact's private box
 * @param key the newest X-Wing key that the contact has given us
 * @param keySent when the mail was sent that brought it
 * @param usedKey the name of the newest key of ours that the contact has sealed to; may be empty
 */
public record ContactCard(
    Contact contact,
    Optional<Grant> grant,
    Optional<ByteString> key,
    Instant keySent,
    String usedKey) {

  private static final int VERSION = 1;

  /** A contact of whom nothing is known yet. */
  public static ContactCard fresh(Address owner, Address peer, String name) {
    return new ContactCard(
        new Contact(owner, peer, name, Standing.STRANGER, false, Instant.EPOCH),
        Optional.empty(),
        Optional.empty(),
        Instant.EPOCH,
        "");
  }

  /** With another name and standing. */
  public ContactCard standing(String name, Standing standing) {
    Contact c = contact;
    return new ContactCard(
        new Contact(c.owner(), c.address(), name, standing, c.trustsUs(), c.lastHeard()),
        grant,
        key,
        keySent,
        usedKey);
  }

  /** After a mail of the contact's: whatever is newer than what we have. */
  public ContactCard heard(
      Instant sent, Optional<Grant> offered, Optional<ByteString> newKey, String openedBy) {
    boolean newer = newKey.isPresent() && sent.isAfter(keySent);
    Optional<Grant> best =
        offered
            .filter(o -> grant.isEmpty() || o.generation() > grant.get().generation())
            .or(() -> grant);
    Contact c = contact;
    Instant last = sent.isAfter(c.lastHeard()) ? sent : c.lastHeard();
    return new ContactCard(
        new Contact(c.owner(), c.address(), c.name(), c.standing(), best.isPresent(), last),
        best,
        newer ? newKey : key,
        newer ? sent : keySent,
        openedBy.compareTo(usedKey) > 0 ? openedBy : usedKey);
  }

  byte[] encode() {
    return new FieldWriter()
        .u8(VERSION)
        .text(contact.name())
        .text(contact.standing().name())
        .u64(contact.lastHeard().toEpochMilli())
        .sized(grant.map(Grant::secret).orElse(ByteString.EMPTY))
        .u32(grant.map(Grant::generation).orElse(0L))
        .sized(key.orElse(ByteString.EMPTY))
        .u64(keySent.toEpochMilli())
        .text(usedKey)
        .toBytes();
  }

  static ContactCard decode(Address owner, Address peer, byte[] bytes) {
    FieldReader in = new FieldReader(bytes);
    in.u8();
    String name = in.text();
    Standing standing = Standing.valueOf(in.text());
    Instant last = Instant.ofEpochMilli(in.u64());
    ByteString secret = in.sized();
    long generation = in.u32();
    Optional<Grant> grant =
        secret.length() == 0 ? Optional.empty() : Optional.of(new Grant(secret, generation));
    Optional<ByteString> key = Optional.of(in.sized()).filter(k -> k.length() > 0);
    Contact contact = new Contact(owner, peer, name, standing, grant.isPresent(), last);
    return new ContactCard(contact, grant, key, Instant.ofEpochMilli(in.u64()), in.text());
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return contact.toString();
  }
}
