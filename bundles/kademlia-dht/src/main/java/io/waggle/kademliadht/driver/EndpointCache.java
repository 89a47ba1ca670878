package io.waggle.kademliadht.driver;

import io.waggle.kademliadht.krpc.Endpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Turns socket addresses into endpoints and back, remembering the last ones: a known sender costs
 * no allocation. One place an address, the newcomer wins. Not thread-safe.
 */
final class EndpointCache {

  private static final int PLACES = 1024;

  private final InetSocketAddress[] addresses = new InetSocketAddress[PLACES];
  private final Endpoint[] endpoints = new Endpoint[PLACES];

  Endpoint endpoint(InetSocketAddress address) {
    int place = spread(address.hashCode());
    if (address.equals(addresses[place])) {
      return endpoints[place];
    }
    Endpoint endpoint = convert(address);
    addresses[place] = address;
    endpoints[place] = endpoint;
    return endpoint;
  }

  private static int spread(int hash) {
    return (hash ^ hash >>> 10 ^ hash >>> 20) & (PLACES - 1);
  }

  private static Endpoint convert(InetSocketAddress address) {
    byte[] bytes = address.getAddress().getAddress();
    byte[] compact = Arrays.copyOf(bytes, bytes.length + 2);
    compact[bytes.length] = (byte) (address.getPort() >> 8);
    compact[bytes.length + 1] = (byte) address.getPort();
    return Endpoint.read(
        compact,
        0,
        bytes.length == 4
            ? io.waggle.kademliadht.krpc.Family.V4
            : io.waggle.kademliadht.krpc.Family.V6);
  }

  static InetSocketAddress address(Endpoint endpoint) {
    byte[] compact = new byte[18];
    int length = endpoint.write(compact, 0) - 2;
    try {
      return new InetSocketAddress(
          InetAddress.getByAddress(Arrays.copyOf(compact, length)), endpoint.port());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 and 16 bytes are always an address", e);
    }
  }
}
