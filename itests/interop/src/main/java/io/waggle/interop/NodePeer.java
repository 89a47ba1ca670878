package io.waggle.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts the scripts in {@code peers}, each around a published npm package. */
public final class NodePeer {

  private static final String PYTHON = "/usr/bin/python3";

  private NodePeer() {}

  /** Starts a script with its flags. */
  public static JsonProcess start(String script, String... flags) {
    return start(List.of(), script, flags);
  }

  /** Starts a script within a network namespace. */
  public static JsonProcess startIn(String namespace, String script, String... flags) {
    return start(Lan.prefix(namespace), script, flags);
  }

  private static JsonProcess start(List<String> prefix, String script, String... flags) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of("node", script));
    command.addAll(List.of(flags));
    return JsonProcess.start(directory(), command);
  }

  /** Starts nodes of libtorrent by Debian's own Python, which alone sees Debian's binding. */
  public static JsonProcess libtorrent(String... flags) {
    return python(List.of(), "dht-libtorrent.py", flags);
  }

  /** The same within a network namespace. */
  public static JsonProcess libtorrentIn(String namespace, String... flags) {
    return python(Lan.prefix(namespace), "dht-libtorrent.py", flags);
  }

  /** Starts a session of libtorrent with uTP alone and a torrent, whose info hash is given. */
  public static JsonProcess libtorrentUtp(String infoHash) {
    return python(List.of(), "utp-libtorrent.py", "--info-hash", infoHash);
  }

  private static JsonProcess python(List<String> prefix, String script, String... flags) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of(PYTHON, script));
    command.addAll(List.of(flags));
    return JsonProcess.start(directory(), command);
  }

  /** Why libtorrent cannot run here; empty when it can. */
  public static String libtorrentUnavailable() {
    return works(PYTHON, "-c", "import libtorrent") ? "" : "no libtorrent (python3-libtorrent)";
  }

  /** A dns-discovery server that listens. */
  public static JsonProcess dnsServer(int port, String... flags) {
    List<String> all = new ArrayList<>(List.of("--port", Integer.toString(port)));
    all.addAll(List.of(flags));
    JsonProcess server = start("dns-server.js", all.toArray(String[]::new));
    server.await("listening");
    return server;
  }

  /**
   * Makes the scripts' packages ready, by {@code npm ci} where they are missing.
   *
   * @return why the scripts cannot run here; empty when they can
   */
  public static synchronized String unavailable() {
    if (!works("node", "--version")) {
      return "node is not installed";
    }
    if (Files.exists(directory().resolve("node_modules/.package-lock.json"))) {
      return "";
    }
    if (!works("npm", "--version")) {
      return "npm is not installed";
    }
    return works("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        ? ""
        : "npm ci failed in " + directory();
  }

  /** Whether a command can be run and succeeds. */
  public static boolean works(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory().toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(3, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Where the scripts are: the system property {@code waggle.peers}. */
  public static Path directory() {
    String given = System.getProperty("waggle.peers", "peers");
    try {
      return Path.of(given).toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
