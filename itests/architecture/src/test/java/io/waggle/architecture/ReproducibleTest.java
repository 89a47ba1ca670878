package io.waggle.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What makes two builds of the same sources give the same bytes. */
class ReproducibleTest {

  private static final LocalDateTime BUILT =
      LocalDateTime.ofInstant(Instant.parse(System.getProperty("waggle.built")), ZoneOffset.UTC);

  static Stream<BuiltBundle> bundles() {
    return BuiltBundle.all().stream();
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void everyEntryHasTheTimeOfTheRootPom(BuiltBundle bundle) {
    assertThat(bundle.entries()).extracting(ZipEntry::getTimeLocal).containsOnly(BUILT);
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void entriesAreSortedBehindTheManifest(BuiltBundle bundle) {
    List<String> names = bundle.entries().stream().map(ZipEntry::getName).toList();
    List<String> classes = names.stream().filter(n -> n.endsWith(".class")).toList();
    assertThat(names.subList(0, 2)).containsExactly("META-INF/", "META-INF/MANIFEST.MF");
    assertThat(directories(classes)).isSorted();
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void theManifestTellsNothingOfTheMachine(BuiltBundle bundle) {
    assertThat(bundle.manifest().getMainAttributes().keySet())
        .extracting(Object::toString)
        .doesNotContain("Bnd-LastModified", "Tool", "Built-By", "Build-Jdk");
  }

  private static List<String> directories(List<String> classes) {
    return classes.stream().map(c -> c.substring(0, c.lastIndexOf('/'))).distinct().toList();
  }
}
