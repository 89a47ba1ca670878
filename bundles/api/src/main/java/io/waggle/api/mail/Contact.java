package io.waggle.api.mail;

import java.time.Instant;

/**
 * Somebody whom an identity has to do with.
 *
 * @param owner the identity of ours
 * @param address the other's
 * @param name what we call it; local; may be empty
 * @param standing how it stands with us
 * @param trustsUs whether it has given us its private box
 * @param lastHeard when its last mail was sent; the epoch if none came
 */
public record Contact(
    Address owner,
    Address address,
    String name,
    Standing standing,
    boolean trustsUs,
    Instant lastHeard) {}
