package io.waggle.simulation.world;

import io.waggle.kademliadht.krpc.Endpoint;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over all traffic: when, from whom, to whom, what. */
public final class Digest implements Wiretap {

  private final MessageDigest sha;
  private final ByteBuffer head = ByteBuffer.allocate(20);
  private long datagrams;

  /** Of nothing yet. */
  public Digest() {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void sent(long now, Host from, Endpoint to, byte[] buffer, int offset, int length) {
    head.clear();
    head.putLong(now).putInt(from.index()).putInt(to.v4()).putInt(to.port());
    sha.update(head.array());
    sha.update(buffer, offset, length);
    datagrams++;
  }

  /** How many were sent. */
  public long datagrams() {
    return datagrams;
  }

  /** In hex; ends it. */
  public String hex() {
    return HexFormat.of().formatHex(sha.digest());
  }
}
