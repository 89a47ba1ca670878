package io.waggle.interop;

import io.waggle.api.net.PeerAddress;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the built node as a user does, with its launcher. */
public final class Waggle {

  /** Its first start after a build prepares class data, which may outlast a test's patience. */
  private static final boolean PREPARED = NodePeer.works(launcher().toString(), "version");

  private Waggle() {}

  /** Starts a one-shot command in a directory of its own. */
  public static JsonProcess start(Path directory, List<String> arguments) {
    return start(directory, List.of(), arguments);
  }

  /** Starts a one-shot command behind another one, such as {@code ip netns exec}. */
  public static JsonProcess start(Path directory, List<String> prefix, List<String> arguments) {
    if (!PREPARED) {
      throw new IllegalStateException(launcher() + " does not start");
    }
    List<String> command = new ArrayList<>(prefix);
    command.add(launcher().toString());
    command.addAll(arguments);
    return JsonProcess.start(directory, command);
  }

  /** The launcher: the system property {@code waggle.launcher}. */
  public static Path launcher() {
    return Path.of(System.getProperty("waggle.launcher", "../../runtime/bin/waggle"))
        .toAbsolutePath()
        .normalize();
  }

  /** The port of a {@code listening} event. */
  public static int port(JsonObject listening) {
    return PeerAddress.parse(listening.getString("address")).port();
  }
}
