package io.waggle.launcher;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code waggle start} or {@code waggle mail-node} was asked for.
 *
 * @param feature its name
 * @param data the data directory
 * @param config the operator's directory of {@code .cfg} files
 * @param script shell commands to run instead of a shell
 */
record NodePlan(String feature, Path data, Path config, Optional<ShellScript> script) {

  private static final String POLL_MILLIS = "500";

  static NodePlan of(CommandLine line, InputStream stdin) throws LaunchException {
    NodePlan plan =
        new NodePlan(
            line.value(Flags.FEATURE).orElse(line.verb().feature()),
            data(line),
            directory(line.value(Flags.CONFIG), "WAGGLE_CONFIG", "etc"),
            script(line, stdin));
    if (!Files.isDirectory(plan.config)) {
      throw LaunchException.usage("--config " + plan.config + ": there is no such directory");
    }
    if (plan.data.startsWith(plan.config)) {
      // FileInstall takes a folder for a bundle, and would pack the data twice a second.
      throw LaunchException.usage(
          "--data " + plan.data + " lies in --config " + plan.config + "; give a folder beside it");
    }
    return plan;
  }

  /** Where all state lies. */
  static Path data(CommandLine line) {
    return directory(line.value(Flags.DATA), "WAGGLE_DATA", "data");
  }

  /** Where a running node listens to commands of the operating system. */
  static Path socket(Path data) {
    return data.resolve("control").resolve("socket");
  }

  /**
   * The feature with what the flags change in it. A flag that nobody would look at, because a file
   * of the operator's stands for its configuration, is refused.
   */
  NodeFeature changed(NodeFeature base, CommandLine line) throws LaunchException {
    Settings settings = new Settings();
    base.settings().all().forEach(settings::put);
    for (Map.Entry<Flag, String> given : line.flags().entrySet()) {
      given.getKey().apply(given.getValue(), settings);
    }
    for (Map.Entry<String, Map<String, Object>> one : settings.all().entrySet()) {
      Optional<Path> file = ConfigurationFeed.file(config, one.getKey());
      if (file.isPresent() && !one.getValue().equals(base.settings().values(one.getKey()))) {
        throw LaunchException.usage(file.get() + " has the say of this flag; edit the file");
      }
    }
    return new NodeFeature(base.bundles(), settings);
  }

  private static Path directory(Optional<String> flag, String variable, String name) {
    Path home = Path.of(System.getProperty("waggle.home", "."));
    return flag.or(() -> Optional.ofNullable(System.getenv(variable)))
        .map(Path::of)
        .orElse(home.resolve(name))
        .toAbsolutePath()
        .normalize();
  }

  private static Optional<ShellScript> script(CommandLine line, InputStream stdin)
      throws LaunchException {
    Optional<String> file = line.value(Flags.SCRIPT);
    Optional<String> commands = line.value(Flags.COMMANDS);
    if (file.isPresent() && commands.isPresent()) {
      throw LaunchException.usage("give either --script or -c, not both");
    }
    return file.isPresent()
        ? Optional.of(ShellScript.of(file.get(), stdin))
        : commands.map(ShellScript::new);
  }

  /** Whether a person sits at the shell. */
  boolean interactive() {
    return script.isEmpty() && Boolean.getBoolean("waggle.terminal");
  }

  /** Framework properties: FileInstall only reads the operator's files, never writes them. */
  Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>();
    properties.put("waggle.config", config.toString());
    properties.put("waggle.socket", socket(data).toString());
    properties.put("felix.fileinstall.dir", watched());
    properties.put("felix.fileinstall.tmpdir", data.resolve("work").resolve("deploy").toString());
    properties.put("felix.fileinstall.filter", ".*\\.(cfg|config|jar)");
    properties.put("felix.fileinstall.poll", POLL_MILLIS);
    properties.put("felix.fileinstall.noInitialDelay", "true");
    properties.put("felix.fileinstall.enableConfigSave", "false");
    properties.put("felix.fileinstall.configEncoding", "UTF-8");
    properties.put("felix.fileinstall.log.level", "2");
    properties.put("waggle.terminal", interactive() ? "yes" : "no");
    properties.put("gosh.args", interactive() ? "--login" : "--nointeractive");
    return properties;
  }

  /** The operator's bundles are watched too if there is a directory for them. */
  private String watched() {
    Path deploy = config.resolveSibling("deploy");
    return Files.isDirectory(deploy) ? config + "," + deploy : config.toString();
  }
}
