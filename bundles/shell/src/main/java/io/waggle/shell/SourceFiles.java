package io.waggle.shell;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files in the configuration folder that make sources: {@code <prefix><kind>-<name>.cfg}. */
public final class SourceFiles {

  /** What the PIDs of sources begin with. */
  public static final String PREFIX = "io.waggle.source.";

  private static final String SUFFIX = ".cfg";

  private final Path folder;

  /** The files of a folder that need not exist. */
  public SourceFiles(Path folder) {
    this.folder = folder;
  }

  /** The file of that name, there or not. */
  public CfgFile file(String kind, String name) {
    return new CfgFile(folder.resolve(PREFIX + kind + "-" + name + SUFFIX));
  }

  /** The file that makes the source of that id. */
  public Optional<CfgFile> of(String sourceId) throws IOException {
    return Optional.ofNullable(byId().get(sourceId));
  }

  private Map<String, CfgFile> byId() throws IOException {
    Map<String, CfgFile> files = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return files;
    }
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(folder, PREFIX + "*-*" + SUFFIX)) {
      for (Path entry : entries) {
        CfgFile file = new CfgFile(entry);
        String name = entry.getFileName().toString();
        String instance = name.substring(PREFIX.length(), name.length() - SUFFIX.length());
        files.put(file.read().getOrDefault("source.id", instance), file);
      }
    }
    return files;
  }
}
