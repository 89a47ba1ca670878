package io.waggle.maildemo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;

/** The command line of the demo. */
public final class MailDemo {

  private static final int FEWEST = 12;
  private static final int MOST = 200;

  private MailDemo() {}

  /**
   * Plays the demo.
   *
   * @param words {@code --nodes N} and {@code --json}
   * @return 0 if the mail arrived, 1 if not, 2 if the words can't be understood
   */
  public static int run(PrintStream out, PrintStream err, List<String> words) throws IOException {
    int nodes = 30;
    boolean json = false;
    for (int i = 0; i < words.size(); i++) {
      String value = i + 1 < words.size() ? words.get(i + 1) : "";
      if (words.get(i).equals("--json")) {
        json = true;
      } else if (words.get(i).equals("--nodes") && value.matches("\\d{1,3}")) {
        nodes = Integer.parseInt(value);
        i++;
      } else {
        err.println("waggle: mail demo takes --nodes N and --json, not '" + words.get(i) + "'");
        return 2;
      }
    }
    if (nodes < FEWEST || nodes > MOST) {
      err.println("waggle: --nodes is %d to %d".formatted(FEWEST, MOST));
      return 2;
    }
    return play(out, err, nodes, json);
  }

  private static int play(PrintStream out, PrintStream err, int nodes, boolean json)
      throws IOException {
    Path folder = Files.createTempDirectory("waggle-mail-demo-");
    try (DemoSite site = DemoSite.open()) {
      Narrator narrator = new Narrator(out, json, site.clock());
      boolean arrived = play(new Story(site, folder, narrator), nodes);
      narrator.tell(
          "end",
          Map.of("arrived", arrived),
          arrived ? "The mail arrived." : "The mail did not arrive as it was sent.");
      return arrived ? 0 : 1;
    } catch (Exception e) {
      err.println("waggle: the demo failed: " + e);
      return 1;
    } finally {
      delete(folder);
    }
  }

  private static boolean play(Story story, int nodes) throws Exception {
    try (story) {
      return story.play(nodes);
    }
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path done, IOException error)
              throws IOException {
            Files.delete(done);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
