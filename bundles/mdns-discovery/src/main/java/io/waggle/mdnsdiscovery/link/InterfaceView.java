package io.waggle.mdnsdiscovery.link;

import java.net.Inet6Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * What counts of a network interface at one moment.
 *
 * @param up whether it is
 * @param loopback whether it is the loopback interface
 * @param multicast whether it is made for multicast to many
 * @param addresses its own, with their networks
 */
public record InterfaceView(
    String name,
    int index,
    boolean up,
    boolean loopback,
    boolean multicast,
    List<Prefix> addresses) {

  /** Keeps its own copy. */
  public InterfaceView {
    addresses = List.copyOf(addresses);
  }

  /** All interfaces of this machine; one that vanishes meanwhile is left out. */
  public static List<InterfaceView> all() {
    List<InterfaceView> views = new ArrayList<>();
    try {
      for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        add(each, views);
      }
    } catch (SocketException e) {
      // A machine without any interface says so by this exception.
      return views;
    }
    return views;
  }

  private static void add(NetworkInterface each, List<InterfaceView> views) {
    try {
      List<Prefix> addresses = new ArrayList<>();
      for (InterfaceAddress address : each.getInterfaceAddresses()) {
        addresses.add(prefix(address));
      }
      addresses.sort(Comparator.comparing(Prefix::toString));
      boolean multicast = each.supportsMulticast() && !each.isPointToPoint();
      views.add(
          new InterfaceView(
              each.getName(),
              each.getIndex(),
              each.isUp(),
              each.isLoopback(),
              multicast,
              addresses));
    } catch (SocketException e) {
      // It vanished while it was looked at.
    }
  }

  private static Prefix prefix(InterfaceAddress address) {
    int bits = address.getAddress() instanceof Inet6Address ? 128 : 32;
    int length = address.getNetworkPrefixLength();
    return new Prefix(address.getAddress(), length < 0 || length > bits ? bits : length);
  }
}
