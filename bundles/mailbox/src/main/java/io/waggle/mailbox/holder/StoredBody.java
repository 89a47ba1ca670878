package io.waggle.mailbox.holder;

import io.waggle.api.dht.ByteString;

/**
 * A record as it lies on the disk, checked against its id.
 *
 * @param held what is known of it
 * @param authority the right of its first put, encoded
 * @param bytes the record
 */
record StoredBody(HeldRecord held, ByteString authority, ByteString bytes) {}
