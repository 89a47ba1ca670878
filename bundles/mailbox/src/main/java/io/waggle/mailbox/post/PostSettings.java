package io.waggle.mailbox.post;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a mailbox is kept.
 *
 * @param name unique in the node
 * @param folder where mail lies
 * @param network name of the overlay
 * @param poll how often the boxes are looked through
 * @param life how long a mail waits for its recipient, at most 30 days
 * @param reports whether the sender is told by mail of what was not delivered
 */
public record PostSettings(
    String name, Path folder, String network, Duration poll, Duration life, boolean reports) {

  /** The usual ones. */
  public static PostSettings of(String name, Path folder, String network) {
    return new PostSettings(
        name, folder, network, Duration.ofMinutes(15), Duration.ofDays(30), true);
  }
}
