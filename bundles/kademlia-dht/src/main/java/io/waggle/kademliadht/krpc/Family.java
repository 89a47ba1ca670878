package io.waggle.kademliadht.krpc;

/** Which of the two networks of BEP 32 an address belongs to. */
public enum Family {
  /** IPv4: 6 bytes an endpoint, {@code nodes} and {@code n4}. */
  V4(4),
  /** IPv6: 18 bytes an endpoint, {@code nodes6} and {@code n6}. */
  V6(16);

  private final int addressLength;

  Family(int addressLength) {
    this.addressLength = addressLength;
  }

  /** Bytes of an address. */
  public int addressLength() {
    return addressLength;
  }

  /** Bytes of a compact endpoint: address and port. */
  public int endpointLength() {
    return addressLength + 2;
  }

  /** Bytes of a compact node: id and endpoint. */
  public int nodeLength() {
    return 20 + endpointLength();
  }
}
