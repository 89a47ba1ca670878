package io.waggle.transportutp.packet;

/** What a packet is for (BEP 29, "type"). */
public enum PacketType {
  /** Carries payload. */
  DATA(0),
  /** The last packet of its sender. */
  FIN(1),
  /** Acknowledges and carries nothing. */
  STATE(2),
  /** Ends the connection at once. */
  RESET(3),
  /** Begins a connection. */
  SYN(4);

  private static final PacketType[] BY_CODE = values();

  private final int code;

  PacketType(int code) {
    this.code = code;
  }

  /** The number on the wire. */
  int code() {
    return code;
  }

  /** How many there are; codes from here on are unknown. */
  static int count() {
    return BY_CODE.length;
  }

  static PacketType of(int code) {
    return BY_CODE[code];
  }
}
