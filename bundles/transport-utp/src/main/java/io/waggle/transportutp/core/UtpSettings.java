package io.waggle.transportutp.core;

/**
 * Sizes and limits of an endpoint.
 *
 * @param receiveBuffer bytes that are held for a reader that does not read; the window that is told
 * @param sendBuffer bytes that are taken from a writer before the network has taken them
 * @param connections the most at a time; more are neither dialled nor accepted
 * @param largestPacket bytes of the largest datagram that is tried, headers of IP and UDP not
 *     counted, at least {@link PathProbe#SAFE}
 * @param idle what a connection does on which nothing happens
 */
public record UtpSettings(
    int receiveBuffer, int sendBuffer, int connections, int largestPacket, Idle idle) {

  /** What libutp does: a window of 1 MiB, datagrams of 1402 bytes. */
  public static UtpSettings usual() {
    return new UtpSettings(1 << 20, 256 << 10, 8192, 1402, Idle.usual());
  }
}
