package io.waggle.kademliadht.core;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.lookup.LookupPolicy;
import io.waggle.kademliadht.table.Diversity;
import io.waggle.kademliadht.table.TableProfile;
import java.util.List;

/**
 * How a node is set up.
 *
 * @param locals its ids, one a socket, in the order of the socket tags
 * @param policy how lookups go
 * @param table how much the tables keep
 * @param diversity how many nodes of a neighbourhood they keep
 * @param limits how much is done for others
 * @param ids what is made of BEP 42
 * @param readOnly BEP 43: ask, but do not answer
 * @param allowLocal whether private and loopback addresses can be nodes
 * @param maintenance whether tables are kept fresh; off only in simulations of a moment
 * @param waitMillis how long operations wait for the node to be ready
 * @param realm tells a private network from all others; 0 for the open one
 */
public record NodeConfig(
    List<Local> locals,
    LookupPolicy policy,
    TableProfile table,
    Diversity diversity,
    Limits limits,
    IdPolicy ids,
    boolean readOnly,
    boolean allowLocal,
    boolean maintenance,
    int waitMillis,
    int realm) {

  /**
   * One id on one socket.
   *
   * @param family of the socket
   * @param id ours there
   */
  public record Local(Family family, NodeId id) {}

  /** Checks the ids. */
  public NodeConfig {
    locals = List.copyOf(locals);
    if (locals.isEmpty() || locals.size() > 8) {
      throw new IllegalArgumentException("a node has 1 to 8 ids");
    }
    if (waitMillis < 0) {
      throw new IllegalArgumentException("nobody waits " + waitMillis + " ms");
    }
  }

  /** What a server on the open network wants, with one id. */
  public static NodeConfig server(Family family, NodeId id) {
    return new NodeConfig(
        List.of(new Local(family, id)),
        LookupPolicy.adaptive(),
        TableProfile.WIDE,
        Diversity.STRICT,
        Limits.DEFAULT,
        IdPolicy.PREFER,
        false,
        true,
        true,
        20_000,
        0);
  }

  /** A small node with one IPv4 id that limits nobody: for tests and simulations. */
  public static NodeConfig compact(NodeId id) {
    return new NodeConfig(
        List.of(new Local(Family.V4, id)),
        LookupPolicy.adaptive(),
        TableProfile.COMPACT,
        Diversity.STRICT,
        Limits.NONE,
        IdPolicy.ANY,
        false,
        true,
        true,
        20_000,
        0);
  }

  /** The same with another policy. */
  public NodeConfig with(LookupPolicy other) {
    return new NodeConfig(
        locals,
        other,
        table,
        diversity,
        limits,
        ids,
        readOnly,
        allowLocal,
        maintenance,
        waitMillis,
        realm);
  }

  /** The same with another size of table. */
  public NodeConfig with(TableProfile other) {
    return new NodeConfig(
        locals,
        policy,
        other,
        diversity,
        limits,
        ids,
        readOnly,
        allowLocal,
        maintenance,
        waitMillis,
        realm);
  }

  /** The same with another limit on neighbours. */
  public NodeConfig with(Diversity other) {
    return new NodeConfig(
        locals,
        policy,
        table,
        other,
        limits,
        ids,
        readOnly,
        allowLocal,
        maintenance,
        waitMillis,
        realm);
  }

  /** The same with other limits. */
  public NodeConfig with(Limits other) {
    return new NodeConfig(
        locals,
        policy,
        table,
        diversity,
        other,
        ids,
        readOnly,
        allowLocal,
        maintenance,
        waitMillis,
        realm);
  }

  /** The same with another use of BEP 42. */
  public NodeConfig with(IdPolicy other) {
    return new NodeConfig(
        locals,
        policy,
        table,
        diversity,
        limits,
        other,
        readOnly,
        allowLocal,
        maintenance,
        waitMillis,
        realm);
  }

  /** The same with other ids. */
  public NodeConfig with(List<Local> others) {
    return new NodeConfig(
        others,
        policy,
        table,
        diversity,
        limits,
        ids,
        readOnly,
        allowLocal,
        maintenance,
        waitMillis,
        realm);
  }

  /** The same, read-only or not. */
  public NodeConfig readOnly(boolean on) {
    return new NodeConfig(
        locals,
        policy,
        table,
        diversity,
        limits,
        ids,
        on,
        allowLocal,
        maintenance,
        waitMillis,
        realm);
  }

  /** The same, kept fresh or not. */
  public NodeConfig maintenance(boolean on) {
    return new NodeConfig(
        locals, policy, table, diversity, limits, ids, readOnly, allowLocal, on, waitMillis, realm);
  }

  /** The same in another network. */
  public NodeConfig realm(int other) {
    return new NodeConfig(
        locals,
        policy,
        table,
        diversity,
        limits,
        ids,
        readOnly,
        allowLocal,
        maintenance,
        waitMillis,
        other);
  }
}
