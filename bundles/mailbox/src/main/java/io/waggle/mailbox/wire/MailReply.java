package io.waggle.mailbox.wire;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtArguments;
import io.waggle.mailbox.record.SizeClass;
import java.util.List;
import java.util.Optional;

/** The answer to a {@link MailQuery}. */
public sealed interface MailReply {

  /** The values on the wire; the DHT adds the id. */
  DhtArguments encode();

  /** Reads the answer to a method; empty if a field is missing or out of range. */
  static Optional<MailReply> decode(String method, DhtArguments values) {
    return Fields.read(() -> ReplyCodec.decode(method, new Fields(values)));
  }

  /**
   * Reads the answer to a method, as the kind of answer it has.
   *
   * @return empty also if it is of another kind
   */
  static <T extends MailReply> Optional<T> decode(
      String method, DhtArguments values, Class<T> kind) {
    return decode(method, values).filter(kind::isInstance).map(kind::cast);
  }

  /**
   * To {@code mb_info}.
   *
   * @param nodeKey signs the storage receipts, Ed25519, 32 bytes
   * @param nodeProof the work done for that key once, 8 bytes
   * @param capabilities {@link #STORE} and others
   * @param most the largest record taken
   * @param load how full and busy it is, 0 to 255
   * @param price bits of work for a stranger's smallest mail
   * @param token for any box, for ten minutes
   * @param time its clock, seconds
   * @param port where its streams are; 0 for none
   */
  record Info(
      ByteString nodeKey,
      ByteString nodeProof,
      int capabilities,
      SizeClass most,
      int load,
      int price,
      ByteString token,
      long time,
      int port)
      implements MailReply {

    /** It keeps records. */
    public static final int STORE = 1;

    /** It takes records by TCP. */
    public static final int TCP = 2;

    /** It takes records by uTP. */
    public static final int UTP = 4;

    /** It puts for others. */
    public static final int PROXY = 8;

    /** Whether it keeps records. */
    public boolean stores() {
      return (capabilities & STORE) != 0;
    }

    @Override
    public DhtArguments encode() {
      return ReplyCodec.encode(this);
    }
  }

  /**
   * To {@code mb_list}.
   *
   * @param cursor where to go on; empty at the end
   * @param token for this box
   */
  record Listing(List<Entry> entries, Optional<ByteString> cursor, ByteString token)
      implements MailReply {

    /** Keeps its own copy. */
    public Listing {
      entries = List.copyOf(entries);
    }

    @Override
    public DhtArguments encode() {
      return ReplyCodec.encode(this);
    }
  }

  /**
   * One record of a box.
   *
   * @param name the first 16 bytes of its id
   * @param expires seconds
   * @param kib its size in KiB, {@value #PROFILE} for a profile, 0 once deleted
   * @param state held or deleted
   */
  record Entry(ByteString name, long expires, int kib, RecordState state) {

    /** The size of a profile. */
    public static final int PROFILE = 1;
  }

  /**
   * To {@code mb_get}.
   *
   * @param bytes of the record, from the offset asked for
   * @param total bytes of the record
   */
  record Piece(ByteString bytes, int total) implements MailReply {

    @Override
    public DhtArguments encode() {
      return ReplyCodec.encode(this);
    }
  }

  /** To {@code mb_put}: more is to come. */
  record More() implements MailReply {

    @Override
    public DhtArguments encode() {
      return ReplyCodec.state(ReplyCodec.MORE);
    }
  }

  /**
   * To {@code mb_put}: it is on the disk. With the query it makes a {@link
   * io.waggle.mailbox.record.StorageReceipt}.
   *
   * @param already whether it was there before
   * @param hour of the receipt, hours of the Unix epoch
   * @param signature of the receipt, 64 bytes
   */
  record Stored(boolean already, long hour, ByteString signature) implements MailReply {

    @Override
    public DhtArguments encode() {
      return ReplyCodec.encode(this);
    }
  }

  /** To {@code mb_del}: how it stands now. */
  record Deleted(RecordState state) implements MailReply {

    @Override
    public DhtArguments encode() {
      return ReplyCodec.state(state.code());
    }
  }

  /** To {@code mb_stat}: one for each record asked for, in that order. */
  record Standings(List<Standing> records) implements MailReply {

    /** Keeps its own copy. */
    public Standings {
      records = List.copyOf(records);
    }

    @Override
    public DhtArguments encode() {
      return ReplyCodec.encode(this);
    }
  }

  /**
   * How one record stands.
   *
   * @param proof the delivery proof if it is deleted, else empty
   */
  record Standing(RecordState state, Optional<ByteString> proof) {}

  /**
   * To {@code mb_have}: one for each record asked for, in that order; on the wire two bits each,
   * the first one highest, so that a reader gets up to three more, which are not known.
   */
  record Having(List<RecordState> states) implements MailReply {

    /** Keeps its own copy. */
    public Having {
      states = List.copyOf(states);
    }

    @Override
    public DhtArguments encode() {
      return ReplyCodec.encode(this);
    }
  }

  /** To {@code mb_sub}: for so many seconds. */
  record Subscribed(int seconds) implements MailReply {

    @Override
    public DhtArguments encode() {
      return DhtArguments.NONE.with("secs", (long) seconds);
    }
  }

  /** To {@code mb_new}. */
  record Noted() implements MailReply {

    @Override
    public DhtArguments encode() {
      return DhtArguments.NONE;
    }
  }
}
