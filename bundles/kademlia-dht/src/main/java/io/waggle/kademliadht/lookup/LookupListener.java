package io.waggle.kademliadht.lookup;

import io.waggle.kademliadht.krpc.KrpcMessage;
import io.waggle.kademliadht.krpc.KrpcWriter;

/** What a lookup asks, and who hears what it finds. */
public interface LookupListener {

  /**
   * Writes the query up to and with its method: {@code d1:ad...e1:q9:get_peers}.
   *
   * @param candidate who is asked
   */
  void encode(Lookup lookup, Candidate candidate, KrpcWriter out);

  /** A candidate has answered; called for late answers too, even after the end. */
  void answered(Lookup lookup, Candidate candidate, KrpcMessage answer, long now);

  /** It has converged, or has nobody left to ask. Called once. */
  void finished(Lookup lookup, long now);
}
