package io.waggle.mailbox.wire;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.NodeId;
import io.waggle.mailbox.record.PutAuthority;
import io.waggle.mailbox.record.RecordId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A question of one node of the mail overlay to another. */
public sealed interface MailQuery {

  /** All methods. */
  Set<String> METHODS =
      Set.of(
          "mb_info", "mb_list", "mb_get", "mb_put", "mb_del", "mb_stat", "mb_have", "mb_sub",
          "mb_new");

  /** Which overlay is meant. */
  Overlay overlay();

  /** The method on the wire. */
  String method();

  /** The arguments on the wire; the DHT adds the id. */
  DhtArguments encode();

  /** Reads one; empty if it is none of these or a field is missing or out of range. */
  static Optional<MailQuery> decode(String method, DhtArguments arguments) {
    return Fields.read(() -> QueryCodec.decode(method, new Fields(arguments)));
  }

  /** {@code mb_info}: what the node offers, and a token for any box. */
  record Info(Overlay overlay) implements MailQuery {

    @Override
    public String method() {
      return "mb_info";
    }

    @Override
    public DhtArguments encode() {
      return QueryCodec.begin(this);
    }
  }

  /**
   * {@code mb_list}: what lies in a box. Without a token at most {@value #WITHOUT_TOKEN} are named,
   * so that an answer to a forged address is no longer than the question; the answer carries a
   * token for the box.
   *
   * @param cursor from an answer before, at most {@value #CURSOR} bytes
   * @param count the most wanted, 1 to {@value #MOST}
   */
  record ListBox(
      Overlay overlay,
      NodeId box,
      Optional<ByteString> cursor,
      int count,
      Optional<ByteString> token)
      implements MailQuery {

    /** The most entries of an answer. */
    public static final int MOST = 28;

    /** The most entries of an answer to an asker without token. */
    public static final int WITHOUT_TOKEN = 4;

    /** The most bytes of a cursor. */
    public static final int CURSOR = 32;

    @Override
    public String method() {
      return "mb_list";
    }

    @Override
    public DhtArguments encode() {
      return QueryCodec.encode(this);
    }
  }

  /**
   * {@code mb_get}: a piece of a record. Without a token at most {@value #WITHOUT_TOKEN} bytes are
   * handed out.
   *
   * @param box where it lies, so that the box's token is good
   * @param name the first 16 bytes of its id
   * @param offset where the piece begins
   * @param length the most bytes wanted, 1 to {@value #MOST}
   */
  record Get(
      Overlay overlay,
      NodeId box,
      ByteString name,
      int offset,
      int length,
      Optional<ByteString> token)
      implements MailQuery {

    /** The most bytes of an answer. */
    public static final int MOST = 1024;

    /** The most bytes of an answer to an asker without token. */
    public static final int WITHOUT_TOKEN = 128;

    @Override
    public String method() {
      return "mb_get";
    }

    @Override
    public DhtArguments encode() {
      return QueryCodec.encode(this);
    }
  }

  /**
   * {@code mb_put}: a piece of a record to keep. The first piece carries the authority and at least
   * the header; it is answered before the others are sent, in any order.
   *
   * @param total bytes of the record
   * @param offset where the piece begins
   * @param piece 1 to {@value #MOST} bytes
   * @param authority only and always with the first piece
   */
  record Put(
      Overlay overlay,
      NodeId box,
      RecordId record,
      int total,
      int offset,
      ByteString piece,
      Optional<PutAuthority> authority,
      ByteString token)
      implements MailQuery {

    /** The most bytes of a piece. */
    public static final int MOST = 1024;

    /** What the first piece should have, so that datagrams fit every path unfragmented. */
    public static final int FIRST = 896;

    @Override
    public String method() {
      return "mb_put";
    }

    @Override
    public DhtArguments encode() {
      return QueryCodec.encode(this);
    }
  }

  /** {@code mb_del}: the record was delivered; the proof says so. */
  record Delete(Overlay overlay, NodeId box, ByteString name, ByteString proof, ByteString token)
      implements MailQuery {

    @Override
    public String method() {
      return "mb_del";
    }

    @Override
    public DhtArguments encode() {
      return QueryCodec.encode(this);
    }
  }

  /**
   * {@code mb_stat}: how records stand.
   *
   * @param names at most {@value #MOST}
   */
  record Stat(Overlay overlay, List<ByteString> names) implements MailQuery {

    /** The most records asked for at once. */
    public static final int MOST = 32;

    /** Keeps its own copy. */
    public Stat {
      names = List.copyOf(names);
    }

    @Override
    public String method() {
      return "mb_stat";
    }

    @Override
    public DhtArguments encode() {
      return QueryCodec.encode(this);
    }
  }

  /**
   * {@code mb_have}: I hold these records, and look after them; which of them do you have? For all
   * boxes at once, since neighbours hold much the same.
   *
   * @param tags the first {@value #TAG} bytes of their names, 1 to {@value #MOST}
   */
  record Have(Overlay overlay, List<ByteString> tags) implements MailQuery {

    /** Bytes of a tag: enough that nobody can make a record with the tag of another. */
    public static final int TAG = 8;

    /** The most records asked for at once. */
    public static final int MOST = 112;

    /** Keeps its own copy. */
    public Have {
      tags = List.copyOf(tags);
    }

    /** The tag of a name. */
    public static ByteString tag(ByteString name) {
      return ByteString.of(Arrays.copyOf(name.toBytes(), TAG));
    }

    @Override
    public String method() {
      return "mb_have";
    }

    @Override
    public DhtArguments encode() {
      return QueryCodec.encode(this);
    }
  }

  /**
   * {@code mb_sub}: tell me of new records.
   *
   * @param seconds how long, 1 to {@value #LONGEST}
   */
  record Subscribe(Overlay overlay, NodeId box, int seconds, ByteString token)
      implements MailQuery {

    /** The longest subscription in seconds. */
    public static final int LONGEST = 600;

    @Override
    public String method() {
      return "mb_sub";
    }

    @Override
    public DhtArguments encode() {
      return QueryCodec.encode(this);
    }
  }

  /** {@code mb_new}: a holder tells a subscriber of a new record. The answer says nothing. */
  record Fresh(Overlay overlay, NodeId box, ByteString name) implements MailQuery {

    @Override
    public String method() {
      return "mb_new";
    }

    @Override
    public DhtArguments encode() {
      return QueryCodec.encode(this);
    }
  }
}
