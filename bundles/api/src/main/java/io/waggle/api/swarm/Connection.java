package io.waggle.api.swarm;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A peer that has shaken hands: read, write, close. Use either the stages of {@link ByteStream} or
 * the blocking streams, not both at once for the same direction.
 */
@ProviderType
public interface Connection extends ByteStream {

  /** Who it is, how it came about, how much went over it. A fresh copy each time. */
  ConnectionInfo info();

  /** A blocking view of the reading half; ends when the remote side ends its half. */
  InputStream input();

  /** A blocking view of the writing half; closing it ends our half. */
  OutputStream output();

  /** Done when the connection is closed, with the reason. Never fails. */
  CompletionStage<CloseReason> closed();
}
