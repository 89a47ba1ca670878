package io.waggle.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the values of flags; what is wrong is said as what was expected. */
final class FlagValues {

  private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2}){1,64}");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]+");
  private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*");
  private static final Pattern HOST = Pattern.compile("\\[[0-9a-fA-F:.%a-z]+]|[A-Za-z0-9_.-]+");
  private static final Pattern PRIVATE =
      Pattern.compile(
          "localhost|127\\..*|10\\..*|192\\.168\\..*|172\\.(?:1[6-9]|2\\d|3[01])\\..*"
              + "|169\\.254\\..*|\\[(?:::1|[fF][cdCD].*|[fF][eE][89abAB].*)]");

  private FlagValues() {}

  /** A reader of one value. */
  interface Reader {
    String read(String value) throws LaunchException;
  }

  /** Values separated by commas, at least one. */
  static List<String> list(String value, Reader reader) throws LaunchException {
    List<String> values = new ArrayList<>();
    for (String part : value.split(",", -1)) {
      values.add(reader.read(part.strip()));
    }
    return values;
  }

  /** {@code host}, {@code host:port} or {@code host:port/port}; IPv6 stands in brackets. */
  static String server(String value) throws LaunchException {
    int colon = value.lastIndexOf(':');
    boolean withPort = colon > value.lastIndexOf(']') && colon >= 0;
    host(withPort ? value.substring(0, colon) : value);
    if (withPort) {
      for (String port : value.substring(colon + 1).split("/", 2)) {
        positivePort(port);
      }
    }
    return value;
  }

  /** {@code host:port}. */
  static String hostPort(String value) throws LaunchException {
    int colon = value.lastIndexOf(':');
    if (colon <= value.lastIndexOf(']') || colon < 1) {
      throw LaunchException.usage("expected host:port, not '" + value + "'");
    }
    host(value.substring(0, colon));
    positivePort(value.substring(colon + 1));
    return value;
  }

  private static void host(String value) throws LaunchException {
    if (!HOST.matcher(value).matches()) {
      throw LaunchException.usage(
          "expected a host name or address (IPv6 in brackets), not '" + value + "'");
    }
  }

  private static void positivePort(String value) throws LaunchException {
    if (integer(value, 0, 65_535) == 0) {
      throw LaunchException.usage("expected a port from 1 to 65535, not 0");
    }
  }

  /** A port, 0 for any free one. */
  static String port(String value) throws LaunchException {
    return Integer.toString(integer(value, 0, 65_535));
  }

  static int integer(String value, int min, int max) throws LaunchException {
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls to the sentence below, which says more.
    }
    throw LaunchException.usage(
        "expected a whole number from " + min + " to " + max + ", not '" + value + "'");
  }

  static String hex(String value) throws LaunchException {
    if (!HEX.matcher(value).matches()) {
      throw LaunchException.usage("expected 1 to 64 bytes in hex, two digits each");
    }
    return value;
  }

  /** A name that can stand in a filter as it is. */
  static String word(String value) throws LaunchException {
    if (!WORD.matcher(value).matches()) {
      throw LaunchException.usage("expected a name of letters, digits, dots and dashes");
    }
    return value;
  }

  static String domain(String value) throws LaunchException {
    if (!DOMAIN.matcher(value).matches()) {
      throw LaunchException.usage("expected a domain such as dat.local");
    }
    return value;
  }

  static boolean isOn(String value) throws LaunchException {
    if (value.equals("on") || value.equals("off")) {
      return value.equals("on");
    }
    throw LaunchException.usage("expected on or off");
  }

  /** Whether a server stands on this machine or a private network, as far as its name says. */
  static boolean isPrivate(String server) {
    int colon = server.lastIndexOf(':');
    String host =
        colon > server.lastIndexOf(']') && colon >= 0 ? server.substring(0, colon) : server;
    return PRIVATE.matcher(host).matches();
  }
}
