package io.waggle.shell.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.discovery.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ViewTest {

  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  private static Answer rows(String first, String second) {
    return Answer.of(
        "things",
        new Section.Rows(
            "things",
            List.of("name", "firstSeen", "count"),
            List.of(row(first, 5), row(second, 1234)),
            "none"));
  }

  private static Fields row(String name, int count) {
    return Fields.of("name", name).add("firstSeen", NOW.minusSeconds(65)).add("count", count);
  }

  @Test
  void columnsAreAlignedAndNumbersStandRight() {
    assertThat(TextView.render(rows("a", "longer"), 0, NOW))
        .isEqualTo(
            """
            NAME    FIRST SEEN  COUNT
            a       1m5s ago        5
            longer  1m5s ago     1234""");
  }

  @Test
  void theWidestColumnGivesWay() {
    assertThat(TextView.render(rows("a", "x".repeat(40)), 40, NOW))
        .isEqualTo(
            """
            NAME                   FIRST SEEN  COUNT
            a                      1m5s ago        5
            xxxxxxxxxxxxxxxxxxxx…  1m5s ago     1234""");
  }

  @Test
  void controlCharactersOfStrangersAreShownNotObeyed() {
    assertThat(TextView.render(rows("\u001b[2J", "\u202e"), 0, NOW))
        .contains("\\u001b[2J")
        .contains("\\u202e");
  }

  @Test
  void idsAreCutAsFarAsTheyDiffer() {
    PeerId one = PeerId.parse("aabbccddee01");
    PeerId two = PeerId.parse("aabbccddee02");
    Answer answer =
        Answer.of(
            "x",
            new Section.Facts("", Fields.of("one", one).add("two", List.of(two))),
            new Section.Facts("", Fields.of("topic", Topic.named("chat").inRealm("lan"))));
    assertThat(TextView.render(answer, 0, NOW))
        .isEqualTo("one  aabbccddee01\ntwo  aabbccddee02\ntopic  lan/" + chat().substring(0, 12));
  }

  private static String chat() {
    return Topic.named("chat").label();
  }

  @Test
  void shortLengthsOfTime() {
    assertThat(Texts.duration(Duration.ofMillis(850))).isEqualTo("850ms");
    assertThat(Texts.duration(Duration.ofSeconds(12))).isEqualTo("12s");
    assertThat(Texts.duration(Duration.ofSeconds(200))).isEqualTo("3m20s");
    assertThat(Texts.duration(Duration.ofMinutes(125))).isEqualTo("2h5m");
    assertThat(Texts.duration(Duration.ofHours(97))).isEqualTo("4d1h");
  }

  @Test
  void jsonKeepsEverythingWholeAndTyped() {
    Fields fields =
        Fields.of("id", PeerId.parse("ab"))
            .add("none", Optional.empty())
            .addSpan("took", Duration.ofMillis(5))
            .addSpan("never", Optional.empty())
            .add("at", NOW)
            .add("list", List.of(1, 2L))
            .add("map", Map.of("k", true))
            .add("inner", Fields.of("x", 1.5));
    assertThat(new JsonView().document(Answer.of("x", new Section.Facts("", fields))).toString())
        .isEqualTo(
            "{'schema':'waggle/1','command':'x','id':'ab','none':null,'tookMs':5,'neverMs':null,"
                    .replace('\'', '"')
                + "'at':'2030-01-01T00:00:00Z','list':[1,2],'map':{'k':true},'inner':{'x':1.5}}"
                    .replace('\'', '"'));
  }
}
