package io.waggle.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the load generator on the other core. */
final class Flood {

  private static final String CORE = "0";

  private final Path generator;

  Flood(Path generator) {
    this.generator = generator;
  }

  /** What the generator measured; its options are described in its source. */
  JsonObject run(ServerProcess server, String mode, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("taskset", "-c", CORE, generator.toString(), "-h", "127.0.0.1"));
    command.addAll(List.of("-p", String.valueOf(server.port()), "-m", mode, "-D", "dat.local"));
    command.addAll(List.of("-P", String.valueOf(server.pid()), "-S", "8", "-W", "16"));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
      if (text.isEmpty()) {
        throw new IOException("the generator measured nothing: " + command);
      }
      return Json.createReader(new StringReader(text)).readObject();
    }
  }
}
