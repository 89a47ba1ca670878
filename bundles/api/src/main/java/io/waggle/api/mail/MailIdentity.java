package io.waggle.api.mail;

import java.time.Instant;

/**
 * An identity of this node. One node may have several; nothing ties them to each other or to the
 * node's id.
 *
 * @param address where it gets mail
 * @param label what its owner calls it; local, unique in the mailbox
 * @param created when it was made here
 * @param published when its profile was last stored in the network; the epoch if never
 */
public record MailIdentity(Address address, String label, Instant created, Instant published) {}
