package io.waggle.shell;

import io.waggle.common.file.AtomicFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * One configuration file in the form of {@link Properties}. Changes keep the operator's comments
 * and order; a reader sees the old file or the new one.
 */
public final class CfgFile {

  private final Path path;

  /** A file that need not exist yet. */
  public CfgFile(Path path) {
    this.path = path;
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Its keys and values; empty if there is no file. */
  public Map<String, String> read() throws IOException {
    Properties properties = new Properties();
    if (Files.exists(path)) {
      properties.load(new StringReader(Files.readString(path)));
    }
    Map<String, String> values = new TreeMap<>();
    properties.stringPropertyNames().forEach(k -> values.put(k, properties.getProperty(k)));
    return values;
  }

  /** Sets keys; an empty value takes the key out. */
  public void change(Map<String, String> changes) throws IOException {
    List<String> lines = new ArrayList<>();
    Map<String, String> left = new TreeMap<>(changes);
    List<String> old = Files.exists(path) ? Files.readAllLines(path) : List.of();
    boolean dropping = false;
    for (String line : old) {
      boolean continuation = dropping;
      Optional<String> key = continuation ? Optional.empty() : key(line);
      boolean changed = key.filter(changes::containsKey).isPresent();
      dropping = (changed || continuation) && line.endsWith("\\");
      if (changed) {
        add(lines, key.get(), left.remove(key.get()));
      } else if (!continuation) {
        lines.add(line);
      }
    }
    left.forEach((key, value) -> add(lines, key, value));
    byte[] contents = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.replace(path, java.nio.ByteBuffer.wrap(contents));
  }

  /** The key that a line sets, if it sets one. */
  private static Optional<String> key(String line) {
    Properties one = new Properties();
    try {
      one.load(new StringReader(line));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return one.stringPropertyNames().stream().findFirst();
  }

  private static void add(List<String> lines, String key, String value) {
    if (value != null && !value.isEmpty()) {
      lines.add(key + " = " + value.replace("\\", "\\\\"));
    }
  }
}
