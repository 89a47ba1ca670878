package io.waggle.container;

import io.waggle.container.custom.RollCall;
import io.waggle.container.custom.RollCallActivator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Packs the handshake of the package {@code custom} into a bundle. */
final class CustomBundle {

  private CustomBundle() {}

  static InputStream jar() {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", "example.roll-call");
    main.putValue("Bundle-Version", "1.0.0");
    main.putValue("Bundle-Activator", RollCallActivator.class.getName());
    main.putValue(
        "Import-Package",
        "org.osgi.framework,io.waggle.api.discovery,io.waggle.api.swarm,io.waggle.api.swarm.spi");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
      for (Class<?> type : List.of(RollCall.class, RollCallActivator.class)) {
        add(jar, type.getName().replace('.', '/') + ".class");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  private static void add(JarOutputStream jar, String path) throws IOException {
    try (InputStream code = CustomBundle.class.getClassLoader().getResourceAsStream(path)) {
      jar.putNextEntry(new JarEntry(path));
      jar.write(code.readAllBytes());
      jar.closeEntry();
    }
  }
}
