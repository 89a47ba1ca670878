package io.waggle.mailbox.direct;

import static io.waggle.mailbox.record.Samples.CRYPTO;
import static io.waggle.mailbox.record.Samples.fill;
import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.mailbox.identity.Identity;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RendezvousTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final long TODAY = Rendezvous.day(NOON);

  private static Rendezvous place(int secret, long day) {
    return Rendezvous.of(CRYPTO.hashes(), fill(secret, 32), day);
  }

  private static Identity identity(int seed) {
    return Identity.of(CRYPTO, fill(seed, 32).toBytes(), "x", NOON);
  }

  private static Meeting meeting(Rendezvous place, int caller, int host) {
    return new Meeting(place, fill(caller, 32), fill(host, 32), fill(3, 32), fill(4, 32));
  }

  @Test
  void contactsFindTheSamePlaceAndAnotherOneEachDay() {
    assertThat(place(1, TODAY)).isEqualTo(place(1, TODAY));
    assertThat(place(1, TODAY).topic()).isNotEqualTo(place(1, TODAY + 1).topic());
    assertThat(place(1, TODAY).topic()).isNotEqualTo(place(2, TODAY).topic());
    assertThat(place(1, TODAY).topic().wireKey()).hasSize(20);
    assertThat(place(1, TODAY).topic().realm()).isEqualTo("mail");
    assertThat(place(1, TODAY).key()).isNotEqualTo(place(1, TODAY + 1).key());
    assertThat(place(1, TODAY).key().toString()).doesNotStartWith(place(1, TODAY).topic().label());
  }

  @Test
  void aroundMidnightBothDaysCount() {
    Instant midnight = Instant.parse("2026-03-02T00:00:00Z");
    assertThat(Rendezvous.days(NOON)).containsExactly(TODAY);
    assertThat(Rendezvous.days(midnight.minusSeconds(3599))).containsExactly(TODAY, TODAY + 1);
    assertThat(Rendezvous.days(midnight.plusSeconds(3599))).containsExactly(TODAY, TODAY + 1);
    assertThat(Rendezvous.days(midnight.plusSeconds(3601))).containsExactly(TODAY + 1);
  }

  @Test
  void aProofHoldsForOneConnectionOnly() {
    Meeting meeting = meeting(place(1, TODAY), 5, 6);
    Frame.Proof proof = meeting.proof(CRYPTO.hashes());
    assertThat(meeting.accepts(CRYPTO.hashes(), proof)).isTrue();
    for (Meeting other :
        new Meeting[] {
          meeting(place(2, TODAY), 5, 6),
          meeting(place(1, TODAY + 1), 5, 6),
          meeting(place(1, TODAY), 7, 6),
          meeting(place(1, TODAY), 5, 7),
          meeting(place(1, TODAY), 6, 5)
        }) {
      assertThat(other.accepts(CRYPTO.hashes(), proof)).isFalse();
    }
  }

  @Test
  void aWelcomeIsOfTheOneWhoIsWanted() {
    Meeting meeting = meeting(place(1, TODAY), 5, 6);
    Identity bert = identity(9);
    Frame.Welcome welcome = meeting.welcome(CRYPTO, bert);
    assertThat(meeting.accepts(CRYPTO, bert.address(), welcome)).isTrue();
    assertThat(meeting.accepts(CRYPTO, identity(8).address(), welcome)).isFalse();
    assertThat(meeting(place(1, TODAY), 5, 7).accepts(CRYPTO, bert.address(), welcome)).isFalse();
    Frame.Welcome borrowed =
        new Frame.Welcome(bert.publicKey(), meeting.welcome(CRYPTO, identity(8)).signature());
    assertThat(meeting.accepts(CRYPTO, bert.address(), borrowed)).isFalse();
  }
}
