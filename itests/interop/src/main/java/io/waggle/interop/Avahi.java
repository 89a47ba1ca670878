package io.waggle.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Debian's avahi-daemon in a network namespace, with a run directory of its own. */
public final class Avahi {

  private Avahi() {}

  /** Why it cannot run here; empty when it can. */
  public static String unavailable() {
    boolean there = Files.isExecutable(Path.of("/usr/sbin/avahi-daemon"));
    return there ? "" : "no avahi-daemon (avahi-daemon)";
  }

  /** Starts it; it answers for {@code <name>.local}. */
  public static JsonProcess start(Path directory, String host, String name) {
    Path configuration = directory.resolve(name + ".conf");
    try {
      Files.writeString(
          configuration,
          """
          [server]
          host-name=%s
          enable-dbus=no
          use-ipv6=no
          [publish]
          publish-workstation=no
          """
              .formatted(name));
      Files.createDirectories(Path.of("/run/avahi-daemon"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // The namespace has mounts of its own, so that its process file is in nobody's way.
    String script =
        "mount -t tmpfs none /run/avahi-daemon && exec avahi-daemon --no-drop-root --no-rlimits"
            + " --no-chroot -f "
            + configuration;
    List<String> command = new ArrayList<>(Lan.prefix(host));
    command.addAll(List.of("sh", "-c", script));
    return JsonProcess.start(directory, command);
  }
}
