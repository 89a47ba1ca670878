package io.waggle.api.dht;

import java.util.Optional;

/**
 * An item of BEP 44 whose hash or signature was found good.
 *
 * @param target where it lives
 * @param value bencoded
 * @param key the Ed25519 key that signs it; empty for an immutable item
 * @param salt at most 64 bytes
 * @param seq its version; 0 for an immutable item
 * @param signature empty for an immutable item
 */
public record DhtItem(
    NodeId target,
    ByteString value,
    Optional<ByteString> key,
    ByteString salt,
    long seq,
    ByteString signature) {}
