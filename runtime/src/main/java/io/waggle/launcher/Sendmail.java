package io.waggle.launcher;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What mail programs call to send: {@code sendmail [-t] [options] [--] address...}, a message on
 * standard input, silence unless it fails, and the exit codes of {@code sysexits.h}. A mail that is
 * kept on the disk of the node is sent, as far as a mail program is concerned.
 */
final class Sendmail {

  static final int USAGE = 64;
  static final int REFUSED = 69;
  static final int TRY_AGAIN = 75;

  /** The shell's: kept, but not on enough nodes yet. */
  private static final int NOT_YET = 10;

  /** Options whose value may be the next word. */
  private static final String WITH_VALUE = "fFrNRVBhXLpCOD";

  private Sendmail() {}

  /**
   * The words of the mail command. Options that don't concern us are left out, the sender among
   * them: the message says who that is.
   */
  static List<String> words(List<String> given) throws LaunchException {
    boolean fromHeader = false;
    List<String> to = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      String word = given.get(i);
      if (word.equals("--")) {
        to.addAll(given.subList(i + 1, given.size()));
        break;
      } else if (!word.startsWith("-")) {
        to.add(word);
      } else if (word.startsWith("-b") && !word.equals("-bm")) {
        throw usage(word + ": only messages on standard input are taken");
      } else if (word.length() == 2 && WITH_VALUE.indexOf(word.charAt(1)) >= 0) {
        i++;
      } else {
        fromHeader |= word.matches("-[it]*t[it]*");
      }
    }
    if (fromHeader != to.isEmpty()) {
      throw usage("name who shall get it, or with -t have the message name them");
    }
    List<String> words = new ArrayList<>(List.of("send", "--seconds", "0"));
    if (!to.isEmpty()) {
      words.addAll(List.of("--", String.join(",", to)));
    }
    return words;
  }

  private static LaunchException usage(String what) {
    return new LaunchException(USAGE, "sendmail: " + what);
  }

  /** Hands a message to the node on the data directory. */
  static int run(Streams streams, Path data, List<String> given) throws LaunchException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream quiet = new PrintStream(said, true, StandardCharsets.UTF_8);
    int code;
    try {
      code =
          new RemoteCommand(new Streams(streams.in(), quiet, quiet, streams.log()))
              .run(data, words(given));
    } catch (LaunchException e) {
      throw e.code() == ExitCode.NO_NODE ? new LaunchException(TRY_AGAIN, e.getMessage(), e) : e;
    }
    if (code == ExitCode.OK || code == NOT_YET) {
      return ExitCode.OK;
    }
    streams.err().print(said.toString(StandardCharsets.UTF_8));
    return code == ExitCode.USAGE ? USAGE : REFUSED;
  }
}
