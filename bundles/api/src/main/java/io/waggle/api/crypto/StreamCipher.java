package io.waggle.api.crypto;

import org.osgi.annotation.versioning.ProviderType;

/** One direction of a stream under a key; not safe for use by two threads at once. */
@ProviderType
public interface StreamCipher {

  /** XORs the next bytes of the stream over a range, in place. */
  void process(byte[] bytes, int offset, int length);
}
