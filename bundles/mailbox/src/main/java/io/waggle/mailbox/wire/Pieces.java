package io.waggle.mailbox.wire;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.NodeId;
import io.waggle.mailbox.record.PutAuthority;
import io.waggle.mailbox.record.RecordId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Cuts a record into the queries that put it. */
public final class Pieces {

  private Pieces() {}

  /** The first one is to be answered before the others are sent. */
  public static List<MailQuery.Put> of(
      Overlay overlay,
      NodeId box,
      RecordId id,
      byte[] record,
      PutAuthority authority,
      ByteString token) {
    List<MailQuery.Put> puts = new ArrayList<>();
    for (int at = 0; at < record.length; ) {
      int end = Math.min(record.length, at + (at == 0 ? MailQuery.Put.FIRST : MailQuery.Put.MOST));
      puts.add(
          new MailQuery.Put(
              overlay,
              box,
              id,
              record.length,
              at,
              ByteString.of(Arrays.copyOfRange(record, at, end)),
              at == 0 ? Optional.of(authority) : Optional.empty(),
              token));
      at = end;
    }
    return puts;
  }
}
