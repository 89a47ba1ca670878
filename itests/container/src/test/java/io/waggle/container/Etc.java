package io.waggle.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;

/** The directory of .cfg files, used as an operator uses it. */
final class Etc {

  private final Path directory;
  private long stamp;

  Etc(BundleContext context) {
    directory = Path.of(context.getProperty(Node.CONFIG));
  }

  /** Writes {@code <name>.cfg}; FileInstall sees a change by the date, which moves on each time. */
  void write(String name, String... lines) {
    try {
      Path draft = directory.resolve(name + ".draft");
      Files.write(draft, List.of(lines), StandardCharsets.UTF_8);
      stamp = Math.max(stamp + 1000, Files.getLastModifiedTime(draft).toMillis());
      Files.setLastModifiedTime(draft, java.nio.file.attribute.FileTime.fromMillis(stamp));
      Files.move(draft, directory.resolve(name + ".cfg"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete(String name) {
    try {
      Files.delete(directory.resolve(name + ".cfg"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void clear() {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
