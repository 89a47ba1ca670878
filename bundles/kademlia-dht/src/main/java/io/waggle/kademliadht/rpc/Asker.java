package io.waggle.kademliadht.rpc;

import io.waggle.kademliadht.krpc.KrpcMessage;
import io.waggle.kademliadht.krpc.KrpcWriter;

/** Who asked, and so wants to know what comes of it. */
public interface Asker {

  /**
   * Writes a query up to and with its method: {@code d1:ad...e1:q4:ping}. Called again for each
   * repetition.
   */
  void encode(Request request, KrpcWriter out);

  /** The answer came, from the right endpoint and under the right id. */
  void answered(Request request, KrpcMessage answer, long now);

  /** An error came. */
  void refused(Request request, KrpcMessage error, long now);

  /**
   * The answer is late; the asker may repeat the question.
   *
   * @return nanoseconds until the next look, 0 for none
   */
  long overdue(Request request, long now);

  /** The answer has not come in time, or came under another id. It may still come. */
  void dead(Request request, long now);
}
