package io.waggle.swarmconnector.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.Hashing;
import io.waggle.api.discovery.PeerId;
import io.waggle.api.discovery.Topic;
import io.waggle.api.swarm.SwarmJoinOptions;
import io.waggle.common.config.Range;
import io.waggle.swarmconnector.SwarmSettings;
import io.waggle.testkit.docs.ConfigTable;
import java.io.File;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class SwarmPlanTest {

  private static SwarmPlan plan(Map<String, ?> properties) {
    SwarmPlan.Read read = SwarmPlan.read(properties);
    assertThat(read.problems()).isEmpty();
    return read.plan().orElseThrow();
  }

  @Test
  void theDefaultsAreThoseOfTheEngine() {
    SwarmPlan plan = plan(Map.of("swarm.name", "home"));
    SwarmSettings defaults = SwarmSettings.named("home");
    assertThat(plan.settings().listen()).isEqualTo(defaults.listen());
    assertThat(plan.settings().limits()).isEqualTo(defaults.limits());
    assertThat(plan.settings().bandwidth()).isEqualTo(defaults.bandwidth());
    assertThat(plan.settings().transports()).isEqualTo(defaults.transports());
    assertThat(plan.settings().connectTimeout()).isEqualTo(defaults.connectTimeout());
    assertThat(plan.settings().handshakeTimeout()).isEqualTo(defaults.handshakeTimeout());
    assertThat(plan.settings().keepExisting()).isEqualTo(defaults.keepExisting());
    assertThat(plan.topics()).isEmpty();
    assertThat(plan.options()).isEqualTo(SwarmJoinOptions.BOTH);
  }

  @Test
  void theNameIsThatOfTheFileUnlessItIsSet() {
    assertThat(plan(Map.of("service.pid", "io.waggle.swarm~mail")).settings().name())
        .isEqualTo("mail");
    assertThat(plan(Map.of("service.pid", "io.waggle.swarm.1234")).settings().name())
        .isEqualTo("swarm");
    assertThat(plan(Map.of("service.pid", "x~y", "swarm.name", "z")).settings().name())
        .isEqualTo("z");
  }

  @Test
  void topicsAreNamesOrHex() {
    SwarmPlan plan = plan(Map.of("topics", "movies, hex:00ff", "hashing", "raw", "realm", "lan"));
    assertThat(plan.topics())
        .containsExactly(
            Topic.of("movies".getBytes(StandardCharsets.UTF_8), Hashing.RAW).inRealm("lan"),
            Topic.of(new byte[] {0, -1}, Hashing.RAW).inRealm("lan"));
  }

  @Test
  void theIdCanBeFixed() {
    assertThat(plan(Map.of("id", "AABB")).settings().id()).contains(PeerId.parse("aabb"));
  }

  @Test
  void whatCannotBeUsedIsNamedByItsKey() {
    Map<String, String> bad =
        Map.of(
            "port", "70000",
            "bind", "somewhere",
            "id", "xyz",
            "allow", "10.0.0.0/99",
            "topics", "hex:0",
            "max.dials", "0",
            "connect.timeout", "soon");
    bad.forEach(
        (key, value) -> {
          SwarmPlan.Read read = SwarmPlan.read(Map.of(key, value));
          assertThat(read.plan()).as(key).isEmpty();
          assertThat(read.problems()).contains(key);
        });
    SwarmPlan.Read nothing = SwarmPlan.read(Map.of("announce", "false", "lookup", "false"));
    assertThat(nothing.plan()).isEmpty();
    assertThat(nothing.problems()).contains("announce");
  }

  @Test
  void anUnknownKeyIsNamedAndTheRestIsUsed() {
    SwarmPlan.Read read = SwarmPlan.read(Map.of("prot", "1", "max.connections", "5"));
    assertThat(read.plan().orElseThrow().settings().limits().connections()).isEqualTo(5);
    assertThat(read.problems()).contains("'prot'", "'port'");
  }

  @Test
  void theReadmeListsTheKeys() throws Exception {
    ConfigTable.checkReadme();
  }

  @Test
  void theMetatypeHasTheRangesThatAreChecked() throws Exception {
    File[] files = new File("target/classes/OSGI-INF/metatype").listFiles();
    assertThat(files).hasSize(1);
    NodeList keys =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(files[0])
            .getElementsByTagName("AD");
    for (int i = 0; i < keys.getLength(); i++) {
      Element key = (Element) keys.item(i);
      Method method = SwarmConfig.class.getDeclaredMethod(key.getAttribute("id").replace('.', '_'));
      Range range = method.getAnnotation(Range.class);
      assertThat(key.getAttribute("min"))
          .as(key.getAttribute("id"))
          .isEqualTo(range == null ? "" : String.valueOf(range.min()));
      assertThat(key.getAttribute("max"))
          .as(key.getAttribute("id"))
          .isEqualTo(
              range == null || range.max() == Long.MAX_VALUE ? "" : String.valueOf(range.max()));
    }
  }
}
