package io.waggle.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flags of a node that stays change the feature's configurations, unless a file has the say. */
class NodePlanTest {

  private static final NodeFeature BASE =
      new NodeFeature(
          List.of(), new Settings().put(Pids.MAIL_DHT, Map.of("port", 6882, "dht.name", "mail")));

  @TempDir Path etc;

  @Test
  void aMailNodeIsTheFeatureFlowingmail() throws Exception {
    CommandLine line = line("--port", "7000", "--nodes", "h:1,[::1]:2");
    NodePlan plan = NodePlan.of(line, InputStream.nullInputStream());
    assertThat(plan.feature()).isEqualTo("flowingmail");
    Map<String, Object> values = plan.changed(BASE, line).settings().values(Pids.MAIL_DHT);
    assertThat(values).containsEntry("port", 7000).containsEntry("dht.name", "mail");
    assertThat((String[]) values.get("bootstrap")).containsExactly("h:1", "[::1]:2");
    assertThat(BASE.settings().values(Pids.MAIL_DHT)).containsEntry("port", 6882);
  }

  @Test
  void onePortIsForUdpAndTcp() throws Exception {
    Settings asked = changed("--port", "7000");
    assertThat(asked.values(Pids.MAIL_UDP)).containsEntry("port", 7000);
    assertThat(asked.values(Pids.MAIL_SWARM))
        .containsEntry("port", 7000)
        .containsEntry("port.fallback", false);

    Settings any = changed("--port", "0");
    Object port = any.values(Pids.MAIL_UDP).get("port");
    assertThat(port).isInstanceOf(Integer.class).isNotEqualTo(0);
    assertThat(any.values(Pids.MAIL_SWARM))
        .containsEntry("port", port)
        .containsEntry("port.fallback", true);
    assertThat(any.values(Pids.MAIL_DHT)).containsEntry("port", port);
  }

  private Settings changed(String... words) throws LaunchException {
    CommandLine line = line(words);
    return NodePlan.of(line, InputStream.nullInputStream()).changed(BASE, line).settings();
  }

  @Test
  void inANetworkOfOnesOwnContactsAreMetAtPrivateAddresses() throws Exception {
    for (String nodes : new String[] {"192.168.1.5:1,[::1]:2", "192.168.1.5:1,h:2"}) {
      CommandLine line = line("--nodes", nodes);
      NodePlan plan = NodePlan.of(line, InputStream.nullInputStream());
      Map<String, Object> source = plan.changed(BASE, line).settings().values(Pids.MAIL_SOURCE);
      assertThat(source.containsKey("source.trust")).isEqualTo(!nodes.contains("h"));
    }
  }

  @Test
  void aFlagThatAFileOverrulesIsRefused() throws Exception {
    Files.createFile(etc.resolve("io.waggle.dht-mail.cfg"));
    CommandLine silent = line();
    NodePlan plan = NodePlan.of(silent, InputStream.nullInputStream());
    assertThat(plan.changed(BASE, silent).settings().all()).isEqualTo(BASE.settings().all());
    CommandLine line = line("--port", "1");
    assertThatThrownBy(() -> plan.changed(BASE, line))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("io.waggle.dht-mail.cfg has the say");
  }

  @Test
  void dataAmongTheConfigurationIsRefused() throws Exception {
    for (Path data : List.of(etc, etc.resolve("data"))) {
      CommandLine line = line("--data", data.toString());
      assertThatThrownBy(() -> NodePlan.of(line, InputStream.nullInputStream()))
          .isInstanceOf(LaunchException.class)
          .hasMessageContaining("--data " + data + " lies in --config " + etc);
    }
  }

  private CommandLine line(String... words) throws LaunchException {
    String[] all = new String[words.length + 3];
    all[0] = "mail-node";
    all[1] = "--config";
    all[2] = etc.toString();
    System.arraycopy(words, 0, all, 3, words.length);
    return CommandLine.parse(all);
  }
}
