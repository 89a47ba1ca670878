package io.waggle.kademliadht;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the border of the pure core by what its class files name. */
class ArchitectureTest {

  private static final List<String> CORE =
      List.of("core", "krpc", "lookup", "rpc", "security", "store", "table");

  private static final Pattern FORBIDDEN_TYPES =
      Pattern.compile(
          "java/net/\\w*Socket\\w*|java/nio/channels/.*|java/lang/(Thread|System|ThreadLocal)"
              + "|java/util/Random|java/util/concurrent/.*|java/time/.*|java/io/File.*"
              + "|java/nio/file/.*|java/security/SecureRandom|org/slf4j/.*|org/osgi/.*"
              + "|io/waggle/kademliadht/(driver|osgi)/.*");

  private static final Pattern FORBIDDEN_NAMES = Pattern.compile("currentTimeMillis|nanoTime");

  @Test
  void coreKnowsNoSocketClockThreadFileOrLog() throws IOException {
    List<String> broken = new ArrayList<>();
    int classes = 0;
    for (String name : CORE) {
      Path folder = Path.of("target/classes/io/waggle/kademliadht", name);
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
          classes++;
          check(file, broken);
        }
      }
    }
    assertThat(classes).isGreaterThan(50);
    assertThat(broken).isEmpty();
  }

  /** Walks the constant pool (JVM specification §4.4). */
  private static void check(Path file, List<String> broken) throws IOException {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      in.skipBytes(8);
      int count = in.readUnsignedShort();
      for (int i = 1; i < count; i++) {
        int tag = in.readUnsignedByte();
        switch (tag) {
          case 1 -> {
            String text = in.readUTF();
            boolean system = text.equals("java/lang/System");
            if ((!system && FORBIDDEN_TYPES.matcher(text).matches())
                || FORBIDDEN_NAMES.matcher(text).matches()) {
              broken.add(file.getFileName() + " names " + text);
            }
          }
          case 5, 6 -> {
            in.skipBytes(8);
            i++;
          }
          case 7, 8, 16, 19, 20 -> in.skipBytes(2);
          case 15 -> in.skipBytes(3);
          default -> in.skipBytes(4);
        }
      }
    }
  }
}
