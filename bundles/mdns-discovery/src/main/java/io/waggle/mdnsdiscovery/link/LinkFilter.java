package io.waggle.mdnsdiscovery.link;

import static java.util.stream.Collectors.joining;

import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which interfaces are used. Unless names or networks are given, all that are up and made for
 * multicast; loopback only if there is no other.
 *
 * @param names of interfaces, where {@code *} stands for any letters and a leading {@code !}
 *     excludes; empty for any
 * @param networks of which an interface must have an address in one; empty for any
 * @param ipv4 whether that family is used
 * @param ipv6 whether that family is used
 */
public record LinkFilter(List<String> names, List<Prefix> networks, boolean ipv4, boolean ipv6) {

  /** How many links are used at most. */
  public static final int MOST = 32;

  private static final int MOST_TOLD = 8;

  /** Any interface, both families. */
  public static final LinkFilter ANY = new LinkFilter(List.of(), List.of(), true, true);

  /** Keeps its own copies. */
  public LinkFilter {
    names = names.stream().map(String::strip).filter(n -> !n.isEmpty()).toList();
    networks = List.copyOf(networks);
  }

  /** The links to use, of these interfaces; at most {@value #MOST}. */
  public List<Link> select(List<InterfaceView> all) {
    List<InterfaceView> fit = all.stream().filter(this::fits).toList();
    List<Link> links = links(fit, isExplicit());
    return links.isEmpty() && !isExplicit() ? links(fit, true) : links;
  }

  /** Why no link fits, in words: what was asked for, and what there is. */
  public String misfit(List<InterfaceView> all) {
    List<String> asked = new ArrayList<>();
    if (!names.isEmpty()) {
      asked.add("interfaces = " + String.join(", ", names));
    }
    if (!networks.isEmpty()) {
      asked.add("networks = " + networks.stream().map(Prefix::toString).collect(joining(", ")));
    }
    if (!(ipv4 && ipv6)) {
      asked.add(ipv4 ? "ipv6 = false" : "ipv4 = false");
    }
    String up =
        all.stream()
            .filter(InterfaceView::up)
            .limit(MOST_TOLD)
            .map(v -> v.name() + v.addresses())
            .collect(joining(" "));
    return "no network interface fits"
        + (asked.isEmpty() ? "" : " " + String.join(", ", asked))
        + (up.isEmpty() ? ", none is up" : ", up are " + up);
  }

  private boolean isExplicit() {
    return !networks.isEmpty() || names.stream().anyMatch(name -> !name.startsWith("!"));
  }

  private boolean fits(InterfaceView view) {
    return view.up() && !view.addresses().isEmpty() && fitsNames(view) && fitsNetworks(view);
  }

  private boolean fitsNames(InterfaceView view) {
    boolean wanted = names.stream().allMatch(name -> name.startsWith("!"));
    for (String name : names) {
      boolean not = name.startsWith("!");
      if (matches(not ? name.substring(1) : name, view.name())) {
        if (not) {
          return false;
        }
        wanted = true;
      }
    }
    return wanted;
  }

  private static boolean matches(String pattern, String name) {
    return Pattern.matches("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E", name);
  }

  private boolean fitsNetworks(InterfaceView view) {
    return networks.isEmpty()
        || view.addresses().stream()
            .anyMatch(own -> networks.stream().anyMatch(n -> n.contains(own.address())));
  }

  private List<Link> links(List<InterfaceView> views, boolean loopbackToo) {
    List<Link> links = new ArrayList<>();
    for (InterfaceView view : views) {
      if (loopbackToo || (view.multicast() && !view.loopback())) {
        add(view, false, links);
        add(view, true, links);
      }
    }
    return links;
  }

  /** The loopback interface has no route for IPv6 multicast. */
  private void add(InterfaceView view, boolean six, List<Link> links) {
    boolean wanted = six ? ipv6 && !view.loopback() : ipv4;
    List<Prefix> own =
        view.addresses().stream().filter(a -> a.address() instanceof Inet6Address == six).toList();
    if (wanted && !own.isEmpty() && links.size() < MOST) {
      links.add(new Link(view.name(), view.index(), six, own));
    }
  }
}
