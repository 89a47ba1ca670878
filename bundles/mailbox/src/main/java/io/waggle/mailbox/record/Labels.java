package io.waggle.mailbox.record;

import java.nio.charset.StandardCharsets;

/** What each hash and signature begins with, so that none can stand for another. */
final class Labels {

  static final byte[] ID = label("waggle-id-v1");
  static final byte[] PROFILE_SLOT = label("waggle-profile-v1");
  static final byte[] PROFILE_SIGNATURE = label("waggle-profile-sig-v1");
  static final byte[] DELIVERY = label("waggle-dv-v1");
  static final byte[] BOX = label("waggle-box-v1");
  static final byte[] PUT = label("waggle-put-v1");
  static final byte[] STAMP = label("waggle-stamp-v1");
  static final byte[] NODE = label("waggle-node-v1");
  static final byte[] STORED = label("waggle-stored-v1");

  private Labels() {}

  private static byte[] label(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
