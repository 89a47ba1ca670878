package io.waggle.shell.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.discovery.Hashing;
import io.waggle.api.discovery.Topic;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicNameTest {

  private static final Topic CHAT = Topic.named("chat");
  private static final Topic RAW = Topic.of(HexFormat.of().parseHex("00ff00ff00ff"), Hashing.RAW);

  @Test
  void namesAreHashedAndHexIsNot() {
    assertThat(TopicName.parse("chat", false, "public")).isEqualTo(CHAT);
    assertThat(TopicName.parse("hex:00ff00ff00ff", false, "public")).isEqualTo(RAW);
    assertThat(TopicName.parse("00FF00FF00FF", true, "public")).isEqualTo(RAW);
    assertThat(TopicName.parse("chat", false, "lan")).isEqualTo(CHAT.inRealm("lan"));
  }

  @Test
  void refusesWhatIsNoHex() {
    assertThatThrownBy(() -> TopicName.parse("chat", true, "public"))
        .hasMessage("topic 'chat' is not written in hex");
    assertThatThrownBy(() -> TopicName.parse("", false, "public"))
        .hasMessage("a topic's name is not empty");
  }

  @Test
  void findsOpenTopicsByNameHexAndPrefix() {
    List<Topic> open = List.of(CHAT, RAW);
    assertThat(TopicName.among(open, "chat")).contains(CHAT);
    assertThat(TopicName.among(open, "hex:00ff00ff00ff")).contains(RAW);
    assertThat(TopicName.among(open, "00FF0")).contains(RAW);
    assertThat(TopicName.among(open, CHAT.label())).contains(CHAT);
    assertThat(TopicName.among(open, "00f")).isEmpty();
    assertThat(TopicName.among(open, "other")).isEmpty();
    assertThat(TopicName.among(List.of(CHAT, CHAT.inRealm("lan")), CHAT.label())).isEmpty();
  }
}
