package io.waggle.mailbox.wire;

import io.waggle.api.dht.ByteString;
import io.waggle.mailbox.record.DeliveryProof;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a holder refuses. What the asker needs stands at the end of the text.
 *
 * @param code one of the below
 * @param text for a person
 */
public record Refusal(int code, String text) {

  /** BEP 5: the holder can't at the moment, for instance since its disk is full. */
  public static final int SERVER = 202;

  /** BEP 5: malformed, of another overlay, a bad token or a wrong proof. */
  public static final int PROTOCOL = 203;

  /** The holder is not among the nearest to the box. */
  public static final int FAR = 301;

  /** A quota is used up. */
  public static final int QUOTA = 302;

  /** The stamp is too weak; carries the bits that would do. */
  public static final int STAMP = 303;

  /** The record is expired, too old for a first put, or from the future. */
  public static final int EXPIRED = 304;

  /** The size is none of the classes, or larger than the holder takes. */
  public static final int SIZE = 305;

  /** It was delivered already; carries the proof. */
  public static final int TOMBSTONED = 306;

  /** Too much at the moment; carries the seconds to wait. */
  public static final int BUSY = 307;

  /** No such record or piece. */
  public static final int MISSING = 308;

  private static final Pattern NUMBER = Pattern.compile(" (\\d{1,6})$");
  private static final Pattern PROOF = Pattern.compile(" ([0-9a-f]{64})$");

  /** The stamp must have so many bits. */
  public static Refusal stamp(int bits) {
    return new Refusal(STAMP, "stamp must have bits " + bits);
  }

  /** Delivered, as the proof shows. */
  public static Refusal tombstoned(ByteString proof) {
    return new Refusal(TOMBSTONED, "delivered " + proof);
  }

  /** Try again after so many seconds. */
  public static Refusal busy(int seconds) {
    return new Refusal(BUSY, "busy, seconds " + seconds);
  }

  /** The bits that would do, if the stamp was too weak. */
  public OptionalInt bits() {
    return number(STAMP);
  }

  /** The seconds to wait, if the holder is busy. */
  public OptionalInt seconds() {
    return number(BUSY);
  }

  private OptionalInt number(int wanted) {
    Matcher matcher = NUMBER.matcher(text);
    return code == wanted && matcher.find()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }

  /** The proof of delivery, if it was delivered; to be checked against the record's verifier. */
  public Optional<ByteString> proof() {
    Matcher matcher = PROOF.matcher(text);
    return code == TOMBSTONED && matcher.find()
        ? Optional.of(ByteString.of(HexFormat.of().parseHex(matcher.group(1))))
            .filter(p -> p.length() == DeliveryProof.LENGTH)
        : Optional.empty();
  }
}
