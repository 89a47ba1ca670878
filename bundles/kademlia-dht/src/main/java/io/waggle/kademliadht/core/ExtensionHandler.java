package io.waggle.kademliadht.core;

import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;

/** Answers a kind of query that BEP 5 and its kin do not know. */
@FunctionalInterface
public interface ExtensionHandler {

  /**
   * A query has come. Called on the node's thread, inside {@code datagram}.
   *
   * @param query what was asked
   * @param answer to be used once, now or later, on the node's thread
   */
  void handle(Incoming query, Answer answer);

  /**
   * A query.
   *
   * @param method its name
   * @param from who asks
   * @param id the asker's
   * @param arguments the body, the id included
   * @param tokenGood whether its {@code tok} or {@code token} is one that we gave this asker for
   *     its {@code target}, or for its address alone where it names none
   */
  record Incoming(
      String method, Endpoint from, NodeId id, DhtArguments arguments, boolean tokenGood) {}

  /** What is said to it. */
  interface Answer {

    /** A token for the asker, to come back in a later query. */
    long token();

    /** Answers; the id is put in. Dropped if it is over 1,232 bytes. */
    void reply(long now, DhtArguments values, Output out);

    /** Refuses. */
    void refuse(int code, String text, Output out);
  }
}
