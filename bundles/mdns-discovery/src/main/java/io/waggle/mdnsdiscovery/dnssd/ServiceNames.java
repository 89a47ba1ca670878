package io.waggle.mdnsdiscovery.dnssd;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;

/**
 * The names of Waggle in DNS-SD. A node is an instance of the service {@code _waggle} (RFC 6763
 * §4.1), by TCP and by UDP; each of its topics is a subtype (§7.1).
 */
public final class ServiceNames {

  /** Under TCP and under UDP: a node listens on both with one port. */
  public static final List<Name> TYPES =
      List.of(
          Name.fromConstantString("_waggle._tcp.local."),
          Name.fromConstantString("_waggle._udp.local."));

  private static final Name SUB = Name.fromConstantString("_sub");
  private static final int TYPE_LABELS = 4;
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{2,40}");

  private ServiceNames() {}

  /**
   * The subtype that a topic is in a type: {@code _<label>._sub._waggle._tcp.local.}
   *
   * @param label of the topic, at most 40 digits
   */
  public static Name topic(String label, Name type) {
    try {
      return Name.concatenate(Name.concatenate(Name.fromConstantString("_" + label), SUB), type);
    } catch (NameTooLongException e) {
      throw new IllegalArgumentException("'" + label + "' is no label of a topic", e);
    }
  }

  /** The type that a name stands under, and is not itself. */
  static Optional<Name> typeOf(Name name) {
    return TYPES.stream()
        .filter(type -> name.labels() > type.labels() && name.subdomain(type))
        .findFirst();
  }

  /** Whether it names an instance of the service: one label before a type. */
  static boolean isInstance(Name name) {
    return name.labels() == TYPE_LABELS + 1 && typeOf(name).isPresent();
  }

  /** The topic that a name is the subtype of. */
  static Optional<String> label(Name name) {
    boolean subtype =
        name.labels() == TYPE_LABELS + 2
            && typeOf(name).isPresent()
            && name.getLabelString(1).equalsIgnoreCase("_sub");
    if (!subtype) {
      return Optional.empty();
    }
    String first = name.getLabelString(0).toLowerCase(Locale.ROOT);
    return Optional.of(first)
        .filter(text -> text.startsWith("_") && HEX.matcher(text.substring(1)).matches())
        .map(text -> text.substring(1));
  }
}
