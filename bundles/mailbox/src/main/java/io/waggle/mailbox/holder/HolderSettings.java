package io.waggle.mailbox.holder;

import java.nio.file.Path;

/**
 * How a holder is set up.
 *
 * @param folder where the records lie; one holder only may have it
 * @param network name of the overlay
 * @param limits how much is kept and done for others
 * @param repair whether it looks hourly after what others have of its records
 */
public record HolderSettings(Path folder, String network, HolderLimits limits, boolean repair) {

  /** With the usual limits. */
  public static HolderSettings of(Path folder, String network) {
    return new HolderSettings(folder, network, HolderLimits.DEFAULT, true);
  }

  /** This with other limits. */
  public HolderSettings with(HolderLimits others) {
    return new HolderSettings(folder, network, others, repair);
  }
}
