package io.waggle.shell.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.discovery.Discovery;
import io.waggle.api.discovery.SourceState;
import io.waggle.api.swarm.Swarm;
import io.waggle.shell.doubles.TestDiscovery;
import io.waggle.shell.doubles.TestNode;
import io.waggle.shell.doubles.TestSwarm;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** The bundle in a real Felix, typed at in real Gogo sessions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShellInFelixTest {

  private Path cache;
  private Path config;
  private TestFramework felix;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    cache = folder.resolve("cache");
    config = folder.resolve("etc");
    felix = new TestFramework(cache, config);
  }

  @AfterAll
  void stop() throws Exception {
    felix.close();
  }

  private JsonObject json(String line) throws Exception {
    return Json.createReader(new StringReader(felix.gogo(line).toString())).readObject();
  }

  @Test
  void commandsFollowTheServices() throws Exception {
    assertThatThrownBy(() -> felix.gogo("waggle:sources"))
        .hasMessageStartingWith("no discovery service runs");
    TestDiscovery hub = new TestDiscovery();
    hub.sources.add(TestNode.source("dns-home", SourceState.UP, ""));
    ServiceRegistration<?> registration =
        felix.context().registerService(Discovery.class, hub, null);
    assertThat(
            json("waggle:sources --json")
                .getJsonArray("sources")
                .getJsonObject(0)
                .getString("source"))
        .isEqualTo("dns-home");
    assertThat(felix.gogo("waggle:source-pause dns-home").toString()).contains("paused  yes");
    assertThat(hub.paused).containsEntry("dns-home", true);
    registration.unregister();
    assertThatThrownBy(() -> felix.gogo("sources"))
        .hasMessageStartingWith("no discovery service runs");
  }

  @Test
  void aSwarmIsJoinedFromTheShell() throws Exception {
    TestSwarm swarm = new TestSwarm("main");
    ServiceRegistration<?> registration = felix.context().registerService(Swarm.class, swarm, null);
    assertThat(felix.gogo("join chat").toString()).contains("swarm     main");
    assertThat(swarm.topics).containsKey(TestNode.CHAT);
    assertThat(json("status --json").getJsonArray("swarms")).hasSize(1);
    assertThatThrownBy(() -> felix.gogo("why [::1]:80"))
        .hasMessage(
            "why: to Gogo, '[::1]' is a list or map; put it into quotes, such as '[::1]:3282'");
    assertThat(felix.gogo("why '[::1]:80'").toString()).contains("[0:0:0:0:0:0:0:1]:80");
    registration.unregister();
  }

  @Test
  void everyCommandHasHelp() throws Exception {
    for (io.waggle.shell.Command command : new TestNode(config).commands()) {
      String name = command.syntax().command();
      assertThat(felix.gogo("waggle:" + name + " --help").toString())
          .isEqualTo(command.syntax().help());
    }
  }

  @Test
  void theDoctorNamesBundlesComponentsAndConfigurations() throws Exception {
    Bundle broken = felix.install("broken", bundle("broken", "Import-Package: no.such.thing"));
    configure("io.waggle.comand", Map.of());
    configure("io.waggle.command", Map.of());
    String findings = felix.gogo("doctor").toString();
    assertThat(findings)
        .contains(
            "bundle broken 0.0.0: it is not resolved: no bundle provides osgi.wiring.package"
                + " (osgi.wiring.package=no.such.thing).")
        .contains(
            "configuration io.waggle.comand: no active bundle reads 'io.waggle.comand'; was"
                + " 'io.waggle.command' meant?")
        .contains(
            "component io.waggle.shell.osgi.OneShotComponent: it waits for a service"
                + " java.util.function.IntConsumer that matches (waggle.exit=true).");
    assertThat(json("doctor --json").getBoolean("well")).isFalse();
    broken.uninstall();
    delete("io.waggle.comand");
    delete("io.waggle.command");
  }

  @Test
  void aOneShotCommandEndsTheProcessWithItsCode() throws Exception {
    CompletableFuture<Integer> code = new CompletableFuture<>();
    ServiceRegistration<?> registration =
        felix
            .context()
            .registerService(
                IntConsumer.class,
                code::complete,
                FrameworkUtil.asDictionary(Map.of("waggle.exit", true)));
    configure("io.waggle.command", Map.of("command", "lookup", "name", "chat", "hash", "false"));
    assertThat(code.get(20, TimeUnit.SECONDS)).isEqualTo(2);
    delete("io.waggle.command");
    registration.unregister();
  }

  @Test
  void exitAsksTheLauncherOrStopsTheFrameworkWhereThereIsNone(@TempDir Path folder)
      throws Exception {
    try (TestFramework alone = new TestFramework(folder.resolve("cache"), folder)) {
      CompletableFuture<Integer> code = new CompletableFuture<>();
      ServiceRegistration<?> registration =
          alone
              .context()
              .registerService(
                  IntConsumer.class,
                  code::complete,
                  FrameworkUtil.asDictionary(Map.of("waggle.exit", true)));
      alone.gogo("exit 3");
      assertThat(code).isCompletedWithValue(3);
      registration.unregister();
      alone.gogo("waggle:exit");
      assertThat(alone.awaitStop()).isTrue();
    }
  }

  private Path bundle(String name, String header) throws Exception {
    Path folder = cache.resolve(name);
    java.nio.file.Files.createDirectories(folder.resolve("META-INF"));
    java.nio.file.Files.writeString(
        folder.resolve("META-INF/MANIFEST.MF"),
        "Manifest-Version: 1.0\nBundle-ManifestVersion: 2\nBundle-SymbolicName: %s\n%s\n"
            .formatted(name, header));
    return folder;
  }

  private Object configuration(String pid) throws Exception {
    Object admin = felix.service("org.osgi.service.cm.ConfigurationAdmin");
    return admin
        .getClass()
        .getMethod("getConfiguration", String.class, String.class)
        .invoke(admin, pid, "?");
  }

  private void configure(String pid, Map<String, Object> values) throws Exception {
    Object configuration = configuration(pid);
    java.lang.reflect.Method update =
        configuration.getClass().getMethod("update", Dictionary.class);
    update.invoke(configuration, FrameworkUtil.asDictionary(values));
    // Config Admin works its changes off on one thread, in order: ask until ours was seen.
    settle(pid);
  }

  private void settle(String pid) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (System.nanoTime() < end
        && pid.equals("io.waggle.command")
        && felix.gogo("doctor --all").toString().contains("a configuration io.waggle.command")) {
      Thread.onSpinWait();
    }
  }

  private void delete(String pid) throws Exception {
    Object configuration = configuration(pid);
    configuration.getClass().getMethod("delete").invoke(configuration);
  }
}
