package io.waggle.mdnsdiscovery.wire;

import java.util.Locale;
import java.util.Optional;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/** The domain that topics stand under, of any number of labels. */
final class Domain {

  private final Name name;

  /**
   * From its text.
   *
   * @throws IllegalArgumentException if that is no domain name
   */
  Domain(String text) {
    this.name = parse(text);
  }

  private static Name parse(String text) {
    try {
      return Name.fromString(text, Name.root);
    } catch (TextParseException e) {
      throw new IllegalArgumentException("'" + text + "' is not a domain name", e);
    }
  }

  /** The name of a topic. */
  Name under(String label) {
    return parse(label + "." + name);
  }

  /** The one label before the domain, in lower case; empty for all other names. */
  Optional<String> label(Name other) {
    if (other.labels() != name.labels() + 1 || !other.subdomain(name)) {
      return Optional.empty();
    }
    return Optional.of(other.getLabelString(0).toLowerCase(Locale.ROOT));
  }
}
