package io.waggle.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * A bundle as it was built.
 *
 * @param name its artifact
 * @param jar the file
 * @param manifest its manifest
 * @param entries the entries of the jar, in its order
 */
record BuiltBundle(String name, Path jar, Manifest manifest, List<ZipEntry> entries) {

  static final Path ROOT = Path.of(System.getProperty("waggle.root"));

  /** The project's bundles in the distribution. */
  static List<BuiltBundle> all() {
    Path group = ROOT.resolve("runtime/target/dist/system/io/waggle");
    try (Stream<Path> files = Files.walk(group)) {
      return files
          .filter(f -> f.toString().endsWith(".jar"))
          .sorted()
          .map(BuiltBundle::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static BuiltBundle named(String name) {
    return all().stream().filter(b -> b.name().equals(name)).findFirst().orElseThrow();
  }

  private static BuiltBundle of(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      String name = jar.getParent().getParent().getFileName().toString();
      List<ZipEntry> entries = file.stream().map(ZipEntry.class::cast).toList();
      return new BuiltBundle(name, jar, file.getManifest(), entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String header(String name) {
    String value = manifest.getMainAttributes().getValue(name);
    return value == null ? "" : value;
  }

  /** The packages of a header such as Import-Package, without attributes. */
  Set<String> packages(String header) {
    Set<String> packages = new TreeSet<>();
    // A comma in quotes belongs to a version range.
    for (String clause : header(header).split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
      for (String part : clause.split(";", -1)) {
        if (!part.isBlank() && !part.contains("=")) {
          packages.add(part.strip());
        }
      }
    }
    return packages;
  }

  /** The packages that have classes in the jar. */
  Set<String> content() {
    Set<String> packages = new TreeSet<>();
    for (ZipEntry entry : entries) {
      int slash = entry.getName().lastIndexOf('/');
      if (entry.getName().endsWith(".class") && slash > 0) {
        packages.add(entry.getName().substring(0, slash).replace('/', '.'));
      }
    }
    return packages;
  }

  @Override
  public String toString() {
    return name;
  }
}
