package io.waggle.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The floors: bundles meet as services and share nothing but the API. */
class ManifestTest {

  private static final String API = "io.waggle.api";
  private static final String COMMON = "io.waggle.common";

  /** Who may use a library: its packages begin with the key, the bundles' names with a value. */
  private static final Map<String, Set<String>> LIBRARIES =
      Map.of(
          "org.bouncycastle", Set.of("crypto"),
          "org.xbill.DNS", Set.of("dns-", "mdns-"),
          "javax.jmdns", Set.of("mdns-"),
          "org.h2.mvstore", Set.of("mailbox", "kademlia-dht"),
          "org.apache.felix.service.command", Set.of("shell"));

  /** Libraries whose used classes are copied into a bundle; nobody else sees them. */
  private static final Map<String, Set<String>> EMBEDDED =
      Map.of(
          "mailbox", Set.of("org.apache.james.mime4j", "org.apache.commons.io"),
          // Its published bundle hides what its threads and sockets are taken over by.
          "mdns-discovery", Set.of("javax.jmdns"),
          "shell", Set.of("com.google.zxing"));

  /** A bundle other than the API that exports a package, with the reason. */
  private static final Map<String, Set<String>> ALLOWED_EXPORTS = Map.of();

  static Stream<BuiltBundle> bundles() {
    return BuiltBundle.all().stream();
  }

  @Test
  void theDistributionHasBundles() {
    assertThat(bundles().map(BuiltBundle::name)).contains("api", "shell");
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void itImportsOnlyTheApiOfThisProject(BuiltBundle bundle) {
    assertThat(bundle.packages("Import-Package"))
        .filteredOn(p -> p.startsWith("io.waggle."))
        .allMatch(p -> p.startsWith(API + "."), "a package of the API");
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void onlyTheApiExports(BuiltBundle bundle) {
    Set<String> exported = bundle.packages("Export-Package");
    if (bundle.name().equals("api")) {
      assertThat(exported).isNotEmpty().isEqualTo(bundle.content());
    } else {
      assertThat(exported).isEqualTo(ALLOWED_EXPORTS.getOrDefault(bundle.name(), Set.of()));
    }
  }

  @Test
  void theApiNeedsNothingButJavaAndItself() {
    assertThat(BuiltBundle.named("api").packages("Import-Package"))
        .allMatch(p -> p.startsWith("java.") || p.startsWith(API + "."), "of Java or the API");
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void librariesStayInTheirBundles(BuiltBundle bundle) {
    LIBRARIES.forEach(
        (library, owners) -> {
          boolean uses =
              bundle.packages("Import-Package").stream().anyMatch(p -> p.startsWith(library));
          boolean may = owners.stream().anyMatch(bundle.name()::startsWith);
          assertThat(uses && !may).as(bundle + " imports " + library).isFalse();
        });
  }

  /** A class put into another bundle's package could never be loaded: no tool warns of it. */
  @Test
  void noPackageStandsInTwoBundles() {
    Map<String, String> owners = new HashMap<>();
    bundles()
        .forEach(
            bundle ->
                bundle.content().stream()
                    .filter(p -> !p.startsWith(COMMON + "."))
                    .forEach(
                        p ->
                            assertThat(owners.put(p, bundle.name()))
                                .as(p + " stands in " + bundle + " too")
                                .isNull()));
    assertThat(owners).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void itsPackagesCarryItsName(BuiltBundle bundle) {
    String own = "io.waggle." + bundle.name().replace("-", "");
    assertThat(bundle.header("Bundle-SymbolicName")).isEqualTo("io.waggle." + bundle.name());
    Set<String> embedded = EMBEDDED.getOrDefault(bundle.name(), Set.of());
    assertThat(bundle.content())
        .allMatch(p -> isIn(p, own) || p.startsWith(COMMON + ".") || isInOne(p, embedded));
    assertThat(embedded)
        .allMatch(library -> bundle.content().stream().anyMatch(p -> isIn(p, library)));
  }

  private static boolean isInOne(String name, Set<String> roots) {
    return roots.stream().anyMatch(root -> isIn(name, root));
  }

  private static boolean isIn(String name, String root) {
    return name.equals(root) || name.startsWith(root + ".");
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void itBringsNoJarOfItsOwn(BuiltBundle bundle) {
    assertThat(bundle.entries().stream().map(Object::toString).collect(Collectors.toSet()))
        .noneMatch(e -> e.endsWith(".jar"));
  }
}
