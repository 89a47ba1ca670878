package io.waggle.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Debian's avahi-daemon with its tools in a network namespace: it has a D-Bus and a run directory
 * of its own, so that nothing of the machine is touched.
 */
public final class Avahi implements AutoCloseable {

  private final Path directory;
  private final String namespace;
  private final JsonProcess daemon;

  private Avahi(Path directory, String namespace, JsonProcess daemon) {
    this.directory = directory;
    this.namespace = namespace;
    this.daemon = daemon;
  }

  /** Why it cannot run here; empty when it can. */
  public static String unavailable() {
    for (String each :
        List.of("/usr/sbin/avahi-daemon", "/usr/bin/avahi-browse", "/usr/bin/dbus-daemon")) {
      if (!Files.isExecutable(Path.of(each))) {
        return "no " + each + " (avahi-daemon, avahi-utils, dbus)";
      }
    }
    return "";
  }

  /** Starts it; it answers for {@code <name>.local}. */
  public static Avahi start(Path directory, String namespace, String name) {
    try {
      Files.writeString(directory.resolve("bus.conf"), bus(directory));
      Files.writeString(directory.resolve("avahi.conf"), avahi(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String script =
        """
        mount -t tmpfs none /run && mkdir -p /run/avahi-daemon || exit 1
        dbus-daemon --config-file=bus.conf --nofork &
        while [ ! -S bus ]; do sleep 0.05; done
        export DBUS_SYSTEM_BUS_ADDRESS=unix:path=$PWD/bus
        exec avahi-daemon -f avahi.conf --no-drop-root --no-chroot --no-rlimits
        """;
    List<String> command = new ArrayList<>(Lan.prefix(namespace));
    command.addAll(List.of("sh", "-c", script));
    JsonProcess daemon = JsonProcess.start(directory, command);
    daemon.await("error-text", row -> row.getString("line").contains("startup complete"));
    return new Avahi(directory, namespace, daemon);
  }

  private static String bus(Path directory) {
    return """
        <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
          "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
        <busconfig>
          <type>system</type>
          <listen>unix:path=%s/bus</listen>
          <auth>EXTERNAL</auth>
          <policy context="default">
            <allow user="*"/><allow own="*"/>
            <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
          </policy>
        </busconfig>
        """
        .formatted(directory);
  }

  private static String avahi(String name) {
    return """
        [server]
        host-name=%s
        use-ipv4=yes
        use-ipv6=yes
        [publish]
        publish-workstation=no
        """
        .formatted(name);
  }

  private JsonProcess tool(String... words) {
    String bus = "DBUS_SYSTEM_BUS_ADDRESS=unix:path=" + directory + "/bus";
    List<String> command = new ArrayList<>(Lan.prefix(namespace));
    command.addAll(List.of("env", bus, "stdbuf", "-oL"));
    command.addAll(List.of(words));
    return JsonProcess.start(directory, command);
  }

  /** Shows who comes and goes, a line each, resolved. */
  public JsonProcess browse(String type) {
    return tool("avahi-browse", "-rp", "--no-db-lookup", type);
  }

  /** Publishes a service with a subtype until it is closed. */
  public JsonProcess publish(String name, String subtype, int port, String... text) {
    List<String> words = new ArrayList<>(List.of("avahi-publish", "-s", "--subtype=" + subtype));
    words.addAll(List.of(name, "_waggle._tcp", Integer.toString(port)));
    words.addAll(List.of(text));
    return tool(words.toArray(String[]::new));
  }

  @Override
  public void close() {
    daemon.close();
  }
}
