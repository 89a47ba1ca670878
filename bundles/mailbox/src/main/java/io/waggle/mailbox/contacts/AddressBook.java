package io.waggle.mailbox.contacts;

import io.waggle.api.crypto.KeyVault;
import io.waggle.api.mail.Address;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The contacts of all identities. What is put is durable. Not thread-safe. */
public final class AddressBook {

  private static final String PREFIX = "contact.";

  private final KeyVault vault;
  private final Map<String, ContactCard> cards = new TreeMap<>();

  /** Over a vault that is open. */
  public AddressBook(KeyVault vault) {
    this.vault = vault;
    vault.names().stream()
        .filter(name -> name.startsWith(PREFIX))
        .forEach(name -> vault.get(name).ifPresent(value -> cards.put(name, decode(name, value))));
  }

  private static ContactCard decode(String name, byte[] value) {
    int dot = name.indexOf('.', PREFIX.length());
    Address owner = address(name.substring(PREFIX.length(), dot));
    return ContactCard.decode(owner, address(name.substring(dot + 1)), value);
  }

  private static Address address(String hex) {
    return Address.of(HexFormat.of().parseHex(hex));
  }

  private static String name(Address owner, Address peer) {
    return PREFIX + owner.fingerprint() + "." + peer.fingerprint();
  }

  /** All of them. */
  public List<ContactCard> all() {
    return List.copyOf(cards.values());
  }

  /** One of them. */
  public Optional<ContactCard> get(Address owner, Address peer) {
    return Optional.ofNullable(cards.get(name(owner, peer)));
  }

  /** One of them, or a fresh one that is not kept yet. */
  public ContactCard getOrFresh(Address owner, Address peer) {
    return get(owner, peer).orElseGet(() -> ContactCard.fresh(owner, peer, ""));
  }

  /** Keeps a card. */
  public void put(ContactCard card) throws IOException {
    String name = name(card.contact().owner(), card.contact().address());
    if (!card.equals(cards.get(name))) {
      vault.put(name, card.encode());
      cards.put(name, card);
    }
  }
}
