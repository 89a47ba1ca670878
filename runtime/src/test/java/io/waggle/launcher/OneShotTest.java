package io.waggle.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.felix.feature.impl.FeatureServiceImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.service.feature.ID;

/** From flags to configurations; every flag of every one-shot command. */
class OneShotTest {

  private static final List<String> UTP = List.of("transport-utp", "udp-mux");

  private static final NodeFeature BASE =
      new NodeFeature(
          List.of(),
          new Settings()
              .put(Pids.DNS, Map.of("servers", new String[] {"d.example"}, "domain", "dat.local"))
              .put(Pids.SWARM, Map.of("port", 3282, "port.fallback", true))
              .put(Pids.SERVER, Map.of("ports", new String[] {"5300", "53"})));

  @Test
  void joinStartsFromTheDefaultsOfDat() throws Exception {
    Settings settings = settings("join", "bees");
    assertThat(settings.all()).containsOnlyKeys(Pids.COMMAND, Pids.DNS, Pids.SWARM);
    assertThat(settings.values(Pids.COMMAND))
        .containsOnly(Map.entry("command", "join"), Map.entry("name", "bees"));
  }

  @Test
  void lookupListensOnNoPortAndAServerAsksNobody() throws Exception {
    assertThat(settings("lookup", "bees").all()).containsOnlyKeys(Pids.COMMAND, Pids.DNS);
    assertThat(settings("server").all()).containsOnlyKeys(Pids.COMMAND, Pids.SERVER);
  }

  @Test
  void privateServersAreATrustedSourceOfTheirOwn() throws Exception {
    Settings settings =
        settings("join", "bees", "--dns", "127.0.0.1:5300,d2.example:53/5300,[::1]:1");
    assertThat((String[]) settings.values(Pids.DNS).get("servers"))
        .containsExactly("d2.example:53/5300");
    assertThat(settings.values(Pids.DNS)).doesNotContainKey("source.trust");
    assertThat((String[]) settings.values(Pids.DNS_LOCAL).get("servers"))
        .containsExactly("127.0.0.1:5300", "[::1]:1");
    assertThat(settings.values(Pids.DNS_LOCAL))
        .containsEntry("source.trust", "LOCAL")
        .containsEntry("domain", "dat.local");
  }

  @Test
  void aDomainHoldsBeforeAndAfterTheServers() throws Exception {
    for (Settings settings :
        List.of(
            settings("join", "b", "--domain", "x.local", "--dns", "10.0.0.1"),
            settings("join", "b", "--dns", "10.0.0.1", "--domain", "x.local"))) {
      assertThat(settings.values(Pids.DNS_LOCAL)).containsEntry("domain", "x.local");
    }
  }

  @Test
  void dnsOffLeavesTheSourceOut() throws Exception {
    assertThat(settings("join", "b", "--dns", "off", "--domain", "x").all())
        .containsOnlyKeys(Pids.COMMAND, Pids.SWARM);
  }

  @Test
  void aPortThatWasAskedForHasNoFallback() throws Exception {
    assertThat(settings("join", "b", "--port", "4000").values(Pids.SWARM))
        .containsEntry("port", 4000)
        .containsEntry("port.fallback", false);
  }

  @Test
  void theOtherFlags() throws Exception {
    Settings join =
        settings(
            "join",
            "ab",
            "--no-hash",
            "--id",
            "00ff",
            "--no-announce",
            "--seconds",
            "3",
            "--say",
            "hi there",
            "--json",
            "--peers",
            "h:1,[::1]:2",
            "--utp",
            "off");
    assertThat(join.values(Pids.COMMAND))
        .containsEntry("hash", false)
        .containsEntry("announce", false)
        .containsEntry("seconds", 3)
        .containsEntry("say", "hi there")
        .containsEntry("json", true);
    assertThat(join.values(Pids.SWARM)).containsEntry("id", "00ff");
    assertThat((String[]) join.values(Pids.SWARM).get("transports")).containsExactly("tcp");
    assertThat((String[]) join.values(Pids.KNOWN).get("peers")).containsExactly("h:1", "[::1]:2");
    Settings server = settings("server", "--port", "5300,0", "--ttl", "9", "--domain", "a.b");
    assertThat((String[]) server.values(Pids.SERVER).get("ports")).containsExactly("5300", "0");
    assertThat((String[]) server.values(Pids.SERVER).get("domains")).containsExactly("a.b");
    assertThat(server.values(Pids.SERVER)).containsEntry("ttl", 9);
  }

  @Test
  void utpSharesOneSocketAndItsPortWithTheSourcesAndTheSwarm() throws Exception {
    Settings settings =
        settings(UTP, "join", "b", "--dns", "127.0.0.1:1,d.example:2", "--port", "0");
    Object port = settings.values(Pids.SWARM).get("port");
    assertThat((Integer) port).isPositive();
    assertThat(settings.values(Pids.UDP))
        .containsOnly(Map.entry("udp.name", "command"), Map.entry("port", port));
    assertThat(settings.values(Pids.UTP)).containsOnly(Map.entry("udp", "command"));
    assertThat(settings.values(Pids.DNS)).containsEntry("udp", "command");
    assertThat(settings.values(Pids.DNS_LOCAL)).containsEntry("udp", "command");
    assertThat(settings(List.of("transport-utp"), "join", "b", "--dns", "off", "--utp", "on").all())
        .doesNotContainKeys(Pids.UDP, Pids.UTP);
  }

  @Test
  void aHandshakeIsChosenByItsNameAndTheIdentityByItsFile() throws Exception {
    Settings settings = settings("join", "b", "--handshake", "noise", "--identity", "/tmp/me");
    assertThat(settings.values(Pids.SWARM))
        .containsEntry("handshake.target", "(handshake.name=noise)");
    assertThat(settings.values(Pids.NOISE)).containsExactly(Map.entry("identity", "/tmp/me"));
  }

  @Test
  void theDhtIsANodeAndASource() throws Exception {
    Settings settings = settings(List.of("kademlia-dht"), "lookup", "b", "--dht", "127.0.0.1:6881");
    assertThat((String[]) settings.values(Pids.DHT).get("bootstrap"))
        .containsExactly("127.0.0.1:6881");
    assertThat(settings.values(Pids.DHT)).containsEntry("port", 0);
    assertThat(settings.values(Pids.DHT_SOURCE)).containsEntry("source.trust", "LOCAL");
    assertThat(settings("lookup", "b", "--dht", "off").all())
        .containsOnlyKeys(Pids.COMMAND, Pids.DNS);
  }

  @Test
  void aPublicBootstrapNodeNamesNoPrivatePeers() throws Exception {
    Settings settings =
        settings(List.of("kademlia-dht"), "join", "b", "--dht", "127.0.0.1:1,d.example:6881");
    assertThat(settings.values(Pids.DHT_SOURCE)).containsEntry("source.trust", "OPEN");
  }

  @Test
  void aBootstrapNodeIsAServer() throws Exception {
    Settings settings = settings("bootstrap", "--port", "0", "--nodes", "h:1", "--seconds", "2");
    assertThat(settings.values(Pids.COMMAND)).containsEntry("command", "server");
    assertThat(settings.values(Pids.DHT)).containsEntry("port", 0);
    assertThat((String[]) settings.values(Pids.DHT).get("bootstrap")).containsExactly("h:1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "join b --port 70000       | --port 70000: expected a whole number from 0 to 65535",
        "join b --dns 127.0.0.1:0  | --dns 127.0.0.1:0: expected a port from 1 to 65535",
        "join b --dns a:1:2        | --dns a:1:2: expected a host name or address",
        "join b --dns a,,b         | --dns a,,b: expected a host name or address",
        "join b --peers host       | --peers host: expected host:port",
        "join b --id xyz           | --id xyz: expected 1 to 64 bytes in hex",
        "join b --handshake a)(b=* | --handshake a)(b=*: expected a name of letters",
        "join b --seconds soon     | --seconds soon: expected a whole number",
        "join b --utp maybe        | --utp needs the bundle transport-utp",
        "join b --mdns on          | --mdns needs the bundle mdns-discovery",
        "join b --dht h:1          | --dht needs the bundle kademlia-dht",
        "lookup b --domain a..b    | --domain a..b: expected a domain",
        "server --ttl 0            | --ttl 0: expected a whole number from 1",
      })
  void whatIsWrongNamesTheFlag(String words, String message) {
    assertThatThrownBy(() -> settings(words.split(" ")))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining(message);
  }

  private static Settings settings(String... words) throws LaunchException {
    return settings(List.of(), words);
  }

  private static Settings settings(List<String> bundles, String... words) throws LaunchException {
    FeatureServiceImpl features = new FeatureServiceImpl();
    List<ID> ids =
        bundles.stream()
            .map(b -> features.getIDfromMavenCoordinates("io.waggle:" + b + ":1"))
            .toList();
    return OneShot.feature(CommandLine.parse(words), new NodeFeature(ids, BASE.settings()))
        .settings();
  }
}
