package io.waggle.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.build.model.EE;
import aQute.bnd.osgi.Domain;
import aQute.bnd.osgi.repository.ResourcesRepository;
import aQute.bnd.osgi.resource.ResourceBuilder;
import biz.aQute.resolve.ResolverValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;
import org.osgi.service.feature.FeatureBundle;

/**
 * Each feature's bundles are complete by themselves: bnd's resolver finds every import and every
 * required service and extender among them. It sees more than the framework, which ignores what is
 * only needed to be active.
 */
class FeatureResolutionIT {

  static List<Path> features() throws IOException {
    return FeatureFiles.all();
  }

  @ParameterizedTest
  @MethodSource("features")
  void everyBundleIsInTheDistribution(Path file) throws IOException {
    assertThat(FeatureFiles.read(file).getBundles())
        .isNotEmpty()
        .extracting(FeatureBundle::getID)
        .allMatch(id -> Files.isRegularFile(FeatureFiles.jar(id)))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("features")
  void itsBundlesNeedNothingElse(Path file) throws Exception {
    List<Resource> bundles = new ArrayList<>();
    for (FeatureBundle bundle : FeatureFiles.read(file).getBundles()) {
      bundles.add(resource(FeatureFiles.jar(bundle.getID())));
    }
    assertThat(missing(file, bundles)).isEmpty();
  }

  /** The check above means something only if it fails for a feature that lacks a bundle. */
  @ParameterizedTest
  @ValueSource(strings = {"dnsjava", "org.osgi.util.promise", "org.apache.felix.scr"})
  void aMissingBundleIsNoticed(String artifact) throws Exception {
    Path file = features().stream().filter(f -> f.endsWith("full.json")).findFirst().orElseThrow();
    List<Resource> bundles = new ArrayList<>();
    for (FeatureBundle bundle : FeatureFiles.read(file).getBundles()) {
      if (!bundle.getID().getArtifactId().equals(artifact)) {
        bundles.add(resource(FeatureFiles.jar(bundle.getID())));
      }
    }
    assertThat(missing(file, bundles)).isNotEmpty();
  }

  private static List<Requirement> missing(Path file, List<Resource> bundles) throws Exception {
    try (ResolverValidator validator = new ResolverValidator()) {
      validator.setSystem(system());
      return validator.validateResources(new ResourcesRepository(bundles), bundles).stream()
          .flatMap(resolution -> resolution.missing.stream())
          .filter(requirement -> !isUnusedShell(file, requirement))
          .toList();
    }
  }

  /** A one-shot command has Gogo's API but nobody to type: the shell behind it is left out. */
  private static boolean isUnusedShell(Path file, Requirement requirement) {
    return file.endsWith("command.json")
        && requirement.getNamespace().equals("org.apache.felix.gogo");
  }

  private static Resource resource(Path jar) throws Exception {
    ResourceBuilder builder = new ResourceBuilder();
    builder.addFile(jar.toFile(), jar.toUri());
    return builder.build();
  }

  /** What the framework brings: its own packages and Java 17. */
  private static Resource system() throws Exception {
    ResourceBuilder builder = new ResourceBuilder();
    builder.addManifest(Domain.domain(FeatureFiles.framework().toFile()));
    builder.addEE(EE.JavaSE_17);
    return builder.build();
  }
}
