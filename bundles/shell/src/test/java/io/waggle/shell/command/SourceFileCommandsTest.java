package io.waggle.shell.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.discovery.SourceState;
import io.waggle.shell.doubles.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceFileCommandsTest {

  @TempDir private Path folder;
  private TestNode node;
  private Path file;

  @BeforeEach
  void node() {
    node = new TestNode(folder);
    file = folder.resolve("io.waggle.source.dns-home.cfg");
  }

  /** What FileInstall and the source do once the file is there. */
  private void comesUp(SourceState state, String reason) {
    node.follow =
        () -> {
          if (Files.exists(file) && node.generation.isEmpty()) {
            node.generation = OptionalLong.of(1);
            node.discovery.sources.add(TestNode.source("dns-home", state, reason));
          }
        };
  }

  @Test
  void addWritesTheFileAndShowsWhatTheSourceSays() throws IOException {
    comesUp(SourceState.DEGRADED, "unknown key 'server', did you mean 'servers'?");
    assertThat(node.type("source-add dns home server=127.0.0.1:5300 source.rank=5"))
        .isEqualTo(
            """
            source  dns-home
            file    %s
            state   DEGRADED
            reason  unknown key 'server', did you mean 'servers'?"""
                .formatted(file));
    assertThat(file).hasContent("server = 127.0.0.1:5300\nsource.rank = 5\n");
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void addSaysWhenNobodyTookTheFileUp() {
    assertThat(node.type("source-add dns home servers=a"))
        .endsWith("reason  the file was not taken up yet; is FileInstall watching its folder?");
    node.generation = OptionalLong.of(3);
    node.follow = () -> node.generation = OptionalLong.of(node.generation.getAsLong() + 1);
    assertThat(node.type("source-add dns other servers=a"))
        .endsWith("reason  no source of this id has reported yet; 'doctor' tells why");
  }

  @Test
  void setKeepsCommentsAndTakesKeysOut() throws IOException {
    Files.writeString(
        file, "# ours\nservers = a, \\\n  b\nttl = 5\nsource.id = home\n\nkeep = x\\\\y\n");
    node.discovery.sources.add(TestNode.source("dns-home", SourceState.UP, ""));
    assertThat(node.type("source-set home servers=c ttl= source.rank=9")).contains(file.toString());
    assertThat(file)
        .hasContent("# ours\nservers = c\nsource.id = home\n\nkeep = x\\\\y\nsource.rank = 9\n");
  }

  @Test
  void removeDeletesTheFile() throws IOException {
    Files.writeString(file, "servers = a\n");
    assertThat(node.type("source-remove dns-home"))
        .isEqualTo("source   dns-home\ndeleted  " + file + "\ngone     yes");
    assertThat(file).doesNotExist();
  }

  @Test
  void aSourceOfAFeatureHasNoFile() {
    node.discovery.sources.add(TestNode.source("dns-dat", SourceState.UP, ""));
    assertThatThrownBy(() -> node.type("source-remove dns-dat"))
        .hasMessage(
            "source 'dns-dat' comes from the feature and has no file of its own; put 'override ="
                + " dns-dat:source.rank=0' into io.waggle.discovery.cfg to change it, or"
                + " 'source-pause dns-dat' to silence it");
    assertThatThrownBy(() -> node.type("source-set dns-dat source.rank=4"))
        .hasMessageContaining("override = dns-dat:source.rank=4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "source-add dsn home | no bundle offers sources of the kind 'dsn', did you mean 'dns'?"
            + " There is dns, known",
        "source-add d/ns home | source-add: argument <kind> is 'd/ns', but may hold lower-case"
            + " letters and digits only",
        "source-add dns ../x | source-add: argument <name> is '../x', but may hold letters, digits,"
            + " '_', '.' and '-' only",
        "source-add dns home servers | source-add: argument 'servers' is not of the form key=value",
        "source-add dns home =1 | source-add: argument '=1' is not of the form key=value",
        "source-set nobody a=b | there is no source 'nobody'; there is none at all",
      })
  void refusesWithOneSentence(String line, String sentence) {
    assertThatThrownBy(() -> node.type(line)).hasMessage(sentence);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void addDoesNotOverwrite() throws IOException {
    Files.writeString(file, "servers = a\n");
    assertThatThrownBy(() -> node.type("source-add dns home servers=b"))
        .hasMessage(file + " exists already; 'source-set dns-home key=value' changes it");
    assertThat(file).hasContent("servers = a\n");
  }
}
