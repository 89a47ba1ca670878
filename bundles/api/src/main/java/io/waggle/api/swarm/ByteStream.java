package io.waggle.api.swarm;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A full-duplex stream of bytes that is pulled at both ends, so that back-pressure needs no extra
 * rule: nobody reads from the network until {@link #read} is called, and {@link #write} is done
 * only when the transport has taken the bytes. At most one read and one write may be under way at a
 * time; another one fails with {@link IllegalStateException}. Stages may complete on any thread,
 * which must not be blocked.
 */
@ConsumerType
public interface ByteStream extends AutoCloseable {

  /**
   * Reads some bytes into the free space of the buffer, which must not be touched until the stage
   * is done.
   *
   * @return how many bytes, at least 1, or -1 when the remote side has ended its half; fails with
   *     {@link java.io.IOException}
   */
  CompletionStage<Integer> read(ByteBuffer into);

  /**
   * Writes all remaining bytes of the buffer, which must not be touched until the stage is done.
   *
   * @return done when the transport has taken them; fails with {@link java.io.IOException}
   */
  CompletionStage<Void> write(ByteBuffer data);

  /** Ends our half after what was written; reading goes on. */
  CompletionStage<Void> finish();

  /** Closes both halves at once; pending reads and writes fail. Idempotent. */
  @Override
  void close();
}
