package io.waggle.mailbox.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.dht.ByteString;
import io.waggle.testkit.vectors.Mutations;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ProfileRecordTest {

  private static final ProfileRecord GOOD =
      ProfileRecord.sign(Samples.CRYPTO, Samples.seed(1), Samples.profile(1, 3, Samples.NOW));

  @Test
  void layoutIsThatOfTheTable() {
    byte[] bytes = GOOD.encoded().toBytes();
    assertThat(bytes).hasSize(1304 + 64);
    assertThat(Arrays.copyOf(bytes, 2)).containsExactly(1, 3);
    assertThat(Arrays.copyOfRange(bytes, 2, 10)).containsExactly(0, 0, 0, 0, 0, 0, 0, 3);
    assertThat(Arrays.copyOfRange(bytes, 50, 54)).containsExactly(0, 64, 4, 0xc0 - 256);
    assertThat(Arrays.copyOfRange(bytes, 1270, 1304)).containsOnly(0);
  }

  @Property(tries = 100)
  void whatIsMadeCanBeRead(
      @ForAll @IntRange(min = 0, max = 7) int flags,
      @ForAll @LongRange(min = 0) long seq,
      @ForAll @LongRange(min = 1, max = Profile.LONGEST) long life,
      @ForAll @IntRange(min = 0, max = 24) int bits,
      @ForAll boolean successor,
      @ForAll @IntRange(min = 0, max = 509) int extension) {
    ByteString tlv = extension(extension);
    Profile profile =
        new Profile(
            (flags & 1) != 0,
            (flags & 2) != 0,
            (flags & 4) != 0,
            seq,
            Samples.profile(2, 0, 0).identity(),
            5,
            5 + life,
            bits,
            SizeClass.K32,
            Samples.fill(bits, Profile.SEALING_KEY),
            successor ? Optional.of(new RecipientId(Samples.fill(1, 32))) : Optional.empty(),
            tlv);
    ProfileRecord record = ProfileRecord.sign(Samples.CRYPTO, Samples.seed(2), profile);
    Optional<ProfileRecord> read = ProfileRecord.decode(record.encoded().toBytes());
    assertThat(read).contains(record);
    assertThat(read.orElseThrow().signed(Samples.CRYPTO)).isTrue();
  }

  private static ByteString extension(int length) {
    byte[] tlv = new byte[3 + length];
    tlv[1] = (byte) (length >> 8);
    tlv[2] = (byte) length;
    return ByteString.of(tlv);
  }

  @Test
  void everyBitIsUnderTheSignature() {
    byte[] good = GOOD.encoded().toBytes();
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= (byte) (1 << at % 8);
      assertThat(ProfileRecord.decode(bad).filter(p -> p.signed(Samples.CRYPTO)))
          .as("byte %d", at)
          .isEmpty();
    }
  }

  @Test
  void damageNeverThrows() {
    Mutations.each(
        List.of(GOOD.encoded().toBytes()),
        2,
        bytes ->
            ProfileRecord.decode(bytes)
                .ifPresent(p -> assertThat(p.encoded().toBytes()).isEqualTo(bytes)));
  }

  @Test
  void extensionsMustFit() {
    Profile good = GOOD.profile();
    assertThatThrownBy(() -> with(good, ByteString.of(new byte[] {1, 0, 2, 0})))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> with(good, extension(510)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(with(good, extension(509)).extensions().length()).isEqualTo(512);
  }

  private static Profile with(Profile p, ByteString extensions) {
    return new Profile(
        p.strangers(),
        p.receipts(),
        p.revoked(),
        p.seq(),
        p.identity(),
        p.validFrom(),
        p.validUntil(),
        p.stampBits(),
        p.most(),
        p.sealingKey(),
        p.successor(),
        extensions);
  }

  @Test
  void placesFollowFromTheKey() {
    RecipientId owner = GOOD.profile().owner(Samples.CRYPTO.hashes());
    assertThat(owner.frontDoor().toString()).isEqualTo(owner.toString().substring(0, 40));
    assertThat(owner.profileSlot(Samples.CRYPTO.hashes())).isNotEqualTo(owner.frontDoor());
    assertThat(GOOD.profile().sticky()).isFalse();
  }
}
