package io.waggle.mailbox.outbox;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.NodeId;
import io.waggle.mailbox.identity.WriteKey;
import java.util.Optional;

/**
 * How a recipient is reached.
 *
 * @param key to seal to
 * @param box to lay the record into
 * @param write the key of that box, if it is the recipient's private one
 * @param demand bits that the recipient asks of strangers beyond the holders' price
 */
record Route(ByteString key, NodeId box, Optional<WriteKey> write, int demand) {}
