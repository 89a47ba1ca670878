package io.waggle.kademliadht.krpc;

/** The error codes of BEP 5 and BEP 44. */
public final class KrpcError {

  /** BEP 5: anything else. */
  public static final int GENERIC = 201;

  /** BEP 5. */
  public static final int SERVER = 202;

  /** BEP 5: malformed, bad arguments, bad token. */
  public static final int PROTOCOL = 203;

  /** BEP 5. */
  public static final int METHOD_UNKNOWN = 204;

  /** BEP 44: {@code v} is over 1000 bytes. */
  public static final int TOO_BIG = 205;

  /** BEP 44. */
  public static final int BAD_SIGNATURE = 206;

  /** BEP 44: over 64 bytes. */
  public static final int SALT_TOO_BIG = 207;

  /** BEP 44. */
  public static final int CAS_MISMATCH = 301;

  /** BEP 44. */
  public static final int SEQ_TOO_LOW = 302;

  private KrpcError() {}
}
