package io.waggle.api.dht;

import org.osgi.annotation.versioning.ProviderType;

/** Answers one query, once; later calls do nothing. Any thread may call. */
@ProviderType
public interface DhtResponder {

  /**
   * A token of 8 bytes for the asker, good for ten minutes, for the {@code target} or {@code m} of
   * the query, or for its address alone if the query names none.
   */
  ByteString token();

  /** Answers; our id is put in. Answers of over about 1,150 bytes are dropped. */
  void reply(DhtArguments values);

  /** Refuses; the text is cut so that the error is not longer than the query. */
  void refuse(int code, String text);
}
