package io.waggle.knownpeers;

import io.waggle.api.net.PeerAddress;
import io.waggle.common.file.AtomicFile;
import io.waggle.knownpeers.PeerMemory.TopicKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the memory outlives the process. A damaged file is put aside, never fatal. */
final class MemoryFile {

  private static final Logger log = LoggerFactory.getLogger(MemoryFile.class);

  private final Path path;
  private final AtomicFile file;
  private volatile String problem = "";

  MemoryFile(Path path) {
    this.path = path;
    this.file = new AtomicFile(path, MemoryCodec.MAGIC);
  }

  /** What is wrong with it, for a person; empty if nothing is. */
  String problem() {
    return problem;
  }

  /** What was kept; nothing if there is no file or it can't be read. */
  Map<TopicKey, Map<PeerAddress, Instant>> load() {
    try {
      byte[] bytes = file.read().orElse(null);
      return bytes == null ? Map.of() : MemoryCodec.decode(bytes);
    } catch (IOException e) {
      problem = "what was remembered is lost: " + e.getMessage();
      log.warn("{}", problem);
      putAside();
      return Map.of();
    }
  }

  private void putAside() {
    try {
      Files.move(
          path,
          path.resolveSibling(path.getFileName() + ".damaged"),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      log.debug("{} can't be put aside: {}", path, e.toString());
    }
  }

  synchronized void save(Map<TopicKey, Map<PeerAddress, Instant>> topics) {
    try {
      file.write(MemoryCodec.encode(topics));
      problem = "";
    } catch (IOException e) {
      String now = "peers can't be remembered: " + e.getMessage();
      if (!now.equals(problem)) {
        log.warn("{}", now);
      }
      problem = now;
    }
  }
}
