package io.waggle.api.lan;

import java.net.InetAddress;
import java.time.Instant;

/**
 * Who was heard on the local network.
 *
 * @param link the interface it was heard on
 * @param address whence
 * @param self whether that is an address of this machine
 * @param last when it was heard last
 * @param questions that concern this protocol
 * @param answers that concern this protocol
 * @param dropped packets that were not read: too many, or unreadable
 * @param said the last it said that concerns us, for a person; may be empty
 */
public record LanSender(
    String link,
    InetAddress address,
    boolean self,
    Instant last,
    long questions,
    long answers,
    long dropped,
    String said) {}
