package io.waggle.swarmconnector;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;

/**
 * Who may be dialled and let in. What is denied is out; when anything is allowed by name, all else
 * is out too.
 */
public final class AccessList {

  /** Lets everybody in. */
  public static final AccessList OPEN = new AccessList(List.of(), List.of());

  private final List<AddressBlock> allowed;
  private final List<AddressBlock> denied;

  private AccessList(List<AddressBlock> allowed, List<AddressBlock> denied) {
    this.allowed = allowed;
    this.denied = denied;
  }

  /**
   * Reads two lists of addresses or CIDR blocks, IPv4 and IPv6.
   *
   * @throws IllegalArgumentException naming the text that is neither
   */
  public static AccessList of(Collection<String> allow, Collection<String> deny) {
    return new AccessList(
        allow.stream().map(AddressBlock::parse).toList(),
        deny.stream().map(AddressBlock::parse).toList());
  }

  /** Whether this address may be dialled and let in. */
  public boolean allows(InetAddress address) {
    return denied.stream().noneMatch(block -> block.contains(address))
        && (allowed.isEmpty() || allowed.stream().anyMatch(block -> block.contains(address)));
  }
}
