package io.waggle.mailbox.osgi;

import io.waggle.common.config.ConfigReader;
import io.waggle.common.config.Reading;
import io.waggle.mailbox.holder.HolderLimits;
import io.waggle.mailbox.holder.HolderSettings;
import io.waggle.mailbox.record.SizeClass;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration as it was read.
 *
 * @param wanted which DHT and what holder; empty if a value can't be used
 * @param problem for a person; empty if there is none
 */
record HolderSetup(Optional<Wanted> wanted, String problem) {

  /** A holder on the DHT of a name. */
  record Wanted(String dht, HolderSettings settings) {}

  static HolderSetup read(Map<String, ?> properties, Path folder) {
    Reading<HolderConfig> reading = ConfigReader.read(HolderConfig.class, properties);
    List<String> problems = new ArrayList<>(reading.problems());
    Optional<Wanted> wanted = Optional.empty();
    try {
      wanted = reading.config().map(config -> wanted(config, folder));
    } catch (IllegalArgumentException e) {
      problems.add(e.getMessage());
    }
    return new HolderSetup(wanted, String.join("; ", problems));
  }

  private static Wanted wanted(HolderConfig config, Path folder) {
    return new Wanted(
        config.dht().strip(),
        new HolderSettings(folder, config.network(), limits(config), config.repair()));
  }

  private static HolderLimits limits(HolderConfig config) {
    return new HolderLimits(
        config.limit_bytes(),
        config.limit_records(),
        config.limit_box_bytes(),
        config.limit_box_records(),
        config.limit_box_strangers(),
        config.limit_repairs(),
        config.limit_source_bytes(),
        config.limit_source_puts(),
        config.limit_stamps(),
        SizeClass.ofKib(config.limit_largest())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "'limit.largest' is "
                            + config.limit_largest()
                            + ", but must be 4, 8, 16, 32 or 64")),
        config.local_exempt());
  }
}
