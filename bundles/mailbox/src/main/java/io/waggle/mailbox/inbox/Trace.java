package io.waggle.mailbox.inbox;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.NodeId;
import java.time.Instant;

/**
 * What is remembered of a record that has come, so that it comes only once and can be deleted again
 * where it reappears.
 *
 * @param name the first 16 bytes of its id
 * @param box where it lay
 * @param proof what deletes it (DA), 32 bytes
 * @param expires when no node has it any more
 */
public record Trace(ByteString name, NodeId box, ByteString proof, Instant expires) {}
