package io.waggle.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of CONTRIBUTING.md that a text search can hold. */
class SourceRulesTest {

  private static final int MOST_LINES = 400;
  private static final int MOST_MEDIAN = 100;

  private static final Pattern RAW =
      Pattern.compile(
          "System\\.(currentTimeMillis|nanoTime)|Thread\\.sleep|Math\\.random|new Random\\(\\)"
              + "|printStackTrace\\(|System\\.out\\.print");

  private static final Pattern UNFINISHED =
      Pattern.compile("\\b(TODO|FIXME|XXX)\\b|(?i:not implemented|for now\\b|placeholder)");

  private static final Pattern WEAK_NAME = Pattern.compile("\\w+(Impl|Manager|Util|Utils|Helper)");

  private static final Pattern LAZY_TEST = Pattern.compile("Thread\\.sleep|@(Disabled|Ignore)\\b");

  /** The one clock, and the harnesses that time the machine itself. */
  private static boolean mayReadTheClock(Path file) {
    return file.endsWith("SystemClock.java") || file.startsWith("itests/bench");
  }

  @Test
  void noMainFileIsLong() {
    assertThat(main()).filteredOn(f -> lines(f).size() > MOST_LINES).isEmpty();
  }

  @Test
  void theMedianFileIsShort() {
    List<Integer> sizes = main().stream().map(f -> lines(f).size()).sorted().toList();
    assertThat(sizes.get(sizes.size() / 2)).isLessThanOrEqualTo(MOST_MEDIAN);
  }

  @Test
  void clockSleepChanceAndPrintingAreHandedIn() {
    List<Path> files = main().stream().filter(f -> !mayReadTheClock(f)).toList();
    assertThat(hits(files, RAW)).isEmpty();
  }

  @Test
  void nothingIsLeftUnfinished() {
    assertThat(hits(main(), UNFINISHED)).isEmpty();
  }

  @Test
  void typesAreNamedForWhatTheyAre() {
    assertThat(main())
        .extracting(f -> f.getFileName().toString().replace(".java", ""))
        .filteredOn(name -> WEAK_NAME.matcher(name).matches())
        .isEmpty();
  }

  @Test
  void testsNeitherSleepNorRest() {
    // This file names what it looks for.
    List<Path> files =
        java("src/test").stream().filter(f -> !f.endsWith("SourceRulesTest.java")).toList();
    assertThat(hits(files, LAZY_TEST)).isEmpty();
  }

  @Test
  void everyPackageOfTheApiHasAVersion() {
    Path api = Path.of("bundles/api/src/main/java");
    List<Path> packages =
        main().stream().filter(f -> f.startsWith(api)).map(Path::getParent).distinct().toList();
    assertThat(packages)
        .isNotEmpty()
        .allMatch(
            p -> String.join("\n", lines(p.resolve("package-info.java"))).contains("@Version"));
  }

  @Test
  void everyBundleHasAReadme() {
    assertThat(BuiltBundle.all())
        .extracting(BuiltBundle::name)
        .filteredOn(name -> !name.equals("api"))
        .allMatch(name -> Files.exists(BuiltBundle.ROOT.resolve("bundles/" + name + "/README.md")));
  }

  private static List<Path> main() {
    return java("src/main");
  }

  private static List<Path> java(String tree) {
    try (Stream<Path> files = Files.walk(BuiltBundle.ROOT)) {
      return files
          .map(BuiltBundle.ROOT::relativize)
          .filter(f -> f.toString().endsWith(".java") && f.toString().contains(tree))
          .filter(f -> !f.toString().contains("/target/") && !f.toString().contains("node_modules"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> hits(List<Path> files, Pattern pattern) {
    return files.stream()
        .flatMap(
            f ->
                lines(f).stream()
                    .filter(l -> pattern.matcher(l).find())
                    .map(l -> f + ": " + l.strip()))
        .toList();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(BuiltBundle.ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
