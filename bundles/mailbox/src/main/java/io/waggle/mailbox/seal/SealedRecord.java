package io.waggle.mailbox.seal;

import io.waggle.api.dht.ByteString;
import io.waggle.mailbox.record.RecordHeader;
import io.waggle.mailbox.record.RecordId;

/**
 * A record as it lies on the nodes.
 *
 * @param header its clear part
 * @param id the hash of all of it
 * @param bytes all of it
 */
public record SealedRecord(RecordHeader header, RecordId id, ByteString bytes) {}
