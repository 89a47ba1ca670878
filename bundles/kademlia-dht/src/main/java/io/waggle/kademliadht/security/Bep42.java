package io.waggle.kademliadht.security;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;
import java.util.zip.CRC32C;

/** Ids bound to addresses (BEP 42): the first 21 bits are a checksum of the masked address. */
public final class Bep42 {

  private static final byte[] MASK_4 = {0x03, 0x0f, 0x3f, (byte) 0xff};
  private static final byte[] MASK_6 = {0x01, 0x03, 0x07, 0x0f, 0x1f, 0x3f, 0x7f, (byte) 0xff};
  private static final int BITS = 21;

  private Bep42() {}

  /** Whether the id may stand at the address; private ones may have any. */
  public static boolean fits(NodeId id, Endpoint endpoint) {
    if (Addresses.isLocal(endpoint)) {
      return true;
    }
    long expected = checksum(endpoint, id.lo() & 7) >>> (32 - BITS);
    return expected == id.hi() >>> (64 - BITS);
  }

  /**
   * An id for an address.
   *
   * @param r its last byte, of which three bits choose among the eight prefixes of an address
   * @param rest random bits
   */
  public static NodeId make(Endpoint endpoint, int r, long rest, long more) {
    long head = checksum(endpoint, r & 7) & 0xfffff800L;
    long hi = head << 32 | (rest & 0x7ffffffffffL);
    return NodeId.of(hi, more, ((int) (rest >>> 40) & 0xffffff00) | (r & 0xff));
  }

  private static long checksum(Endpoint endpoint, int r) {
    byte[] compact = new byte[18];
    endpoint.write(compact, 0);
    byte[] mask = endpoint.isV6() ? MASK_6 : MASK_4;
    for (int i = 0; i < mask.length; i++) {
      compact[i] &= mask[i];
    }
    compact[0] |= (byte) (r << 5);
    CRC32C crc = new CRC32C();
    crc.update(compact, 0, mask.length);
    return crc.getValue();
  }
}
