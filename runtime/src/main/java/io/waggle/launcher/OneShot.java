package io.waggle.launcher;

import java.util.Map;

/** Turns the flags of one-shot commands into a feature to run. */
final class OneShot {

  private OneShot() {}

  /**
   * The feature of one command.
   *
   * @param line the command
   * @param base the feature {@code command}: bundles and default values
   */
  static NodeFeature feature(CommandLine line, NodeFeature base) throws LaunchException {
    Settings settings = new Settings();
    for (String pid : line.verb().configurations()) {
      settings.put(pid, base.settings().values(pid));
    }
    settings.set(Pids.COMMAND, "command", line.verb().run());
    if (!line.operands().isEmpty()) {
      settings.set(Pids.COMMAND, "name", line.operands().get(0));
    }
    for (Map.Entry<Flag, String> given : line.flags().entrySet()) {
      checkBundle(given.getKey(), given.getValue(), base);
      given.getKey().apply(given.getValue(), settings);
    }
    if (base.has("transport-utp") && base.has("udp-mux")) {
      SharedPort.apply(settings);
    }
    return new NodeFeature(base.bundles(), settings);
  }

  private static void checkBundle(Flag flag, String value, NodeFeature base)
      throws LaunchException {
    boolean missing = flag.bundle().map(b -> !base.has(b)).orElse(false);
    if (missing && !value.equals("off")) {
      throw LaunchException.usage(
          flag.name()
              + " needs the bundle "
              + flag.bundle().get()
              + ", which this distribution does not have");
    }
  }
}
