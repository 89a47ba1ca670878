package io.waggle.swarmconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.PeerId;
import io.waggle.swarmconnector.DuplicateRule.Side;
import io.waggle.testkit.vectors.Vectors;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DuplicateRuleTest {

  private static Side side(JsonObject recorded) {
    int preference = recorded.getString("type").equals("tcp") ? 100 : 0;
    return new Side(preference, recorded.getBoolean("initiatedByMe"));
  }

  @Test
  void everyRecordedCaseComesOutTheSame() {
    PeerId local = PeerId.parse("80".repeat(32));
    List<JsonObject> cases =
        Vectors.load("swarm-dedupe").getJsonArray("cases").stream()
            .map(JsonValue::asJsonObject)
            .toList();
    assertThat(cases).hasSize(32);
    for (JsonObject recorded : cases) {
      boolean greater = recorded.getBoolean("remoteIdGreater");
      PeerId remote = PeerId.parse((greater ? "ff" : "01").repeat(32));
      boolean keepsNew =
          DuplicateRule.keepsNew(
              local,
              Optional.of(remote),
              side(recorded.getJsonObject("old")),
              side(recorded.getJsonObject("next")));
      assertThat(keepsNew ? "new" : "old").as("%s", recorded).isEqualTo(recorded.getString("kept"));
    }
  }

  /** Two connections between two peers, of different transports or diallers. */
  @Property
  void bothEndsKeepTheSameOneWhateverCameFirstAtEach(
      @ForAll @Size(min = 1, max = 4) byte[] one,
      @ForAll @Size(min = 1, max = 4) byte[] two,
      @ForAll @IntRange(max = 2) int firstPreference,
      @ForAll @IntRange(max = 2) int secondPreference,
      @ForAll boolean firstDialledByOne,
      @ForAll boolean secondDialledByOne,
      @ForAll boolean orderAtOne,
      @ForAll boolean orderAtTwo) {
    PeerId a = PeerId.of(one);
    PeerId b = PeerId.of(two);
    Assume.that(!a.equals(b));
    boolean alike = firstPreference == secondPreference && firstDialledByOne == secondDialledByOne;
    Assume.that(!alike || orderAtOne == orderAtTwo);
    int keptByOne =
        kept(
            a,
            b,
            new Side(firstPreference, firstDialledByOne),
            new Side(secondPreference, secondDialledByOne),
            orderAtOne);
    int keptByTwo =
        kept(
            b,
            a,
            new Side(firstPreference, !firstDialledByOne),
            new Side(secondPreference, !secondDialledByOne),
            orderAtTwo);
    assertThat(keptByOne).isEqualTo(keptByTwo);
  }

  private static int kept(
      PeerId local, PeerId remote, Side first, Side second, boolean firstIsOld) {
    Side old = firstIsOld ? first : second;
    Side next = firstIsOld ? second : first;
    boolean keepsNew = DuplicateRule.keepsNew(local, Optional.of(remote), old, next);
    return keepsNew == firstIsOld ? 2 : 1;
  }

  @Test
  void withoutIdsTheOlderOneStaysUnlessTheTransportIsBetter() {
    PeerId local = PeerId.parse("00");
    Side tcp = new Side(100, true);
    Side utp = new Side(0, true);
    assertThat(DuplicateRule.keepsNew(local, Optional.empty(), tcp, tcp)).isFalse();
    assertThat(DuplicateRule.keepsNew(local, Optional.empty(), tcp, utp)).isFalse();
    assertThat(DuplicateRule.keepsNew(local, Optional.empty(), utp, tcp)).isTrue();
  }
}
