package io.waggle.mailbox.record;

import static io.waggle.mailbox.record.Samples.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.dht.ByteString;
import io.waggle.testkit.vectors.Mutations;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProofsTest {

  private static final RecordId RECORD = RecordId.of(CRYPTO.hashes(), new byte[] {1});
  private static final RecordId OTHER = RecordId.of(CRYPTO.hashes(), new byte[] {2});
  private static final Stamp STAMP = Samples.stamp(RECORD, 3);
  private static final PutAuthority.Keyed KEYED =
      PutAuthority.Keyed.sign(CRYPTO, Samples.seed(1), RECORD, STAMP);

  @Test
  void aStampIsGoodForItsRecordOnly() {
    Stamp stamp = Samples.stamp(RECORD, 6);
    assertThat(stamp.holds(CRYPTO, RECORD)).isTrue();
    assertThat(stamp.holds(CRYPTO, OTHER)).isFalse();
    assertThat(new Stamp(stamp.nonce(), 24).holds(CRYPTO, RECORD)).isFalse();
    assertThatThrownBy(() -> new Stamp(stamp.nonce(), 25))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void miningTellsHowFarItIsAndCanBeEnded() {
    AtomicLong last = new AtomicLong(-1);
    assertThat(
            new StampMiner(CRYPTO)
                .mine(
                    RECORD,
                    24,
                    (tries, expected) -> {
                      assertThat(expected).isEqualTo(1 << 24);
                      assertThat(last.getAndSet(tries)).isEqualTo(tries - 1);
                      return tries < 5;
                    }))
        .isEmpty();
    assertThat(last).hasValue(5);
  }

  @Test
  void anInterruptEndsMining() {
    Thread.currentThread().interrupt();
    assertThat(new StampMiner(CRYPTO).mine(RECORD, 24, (tries, expected) -> true)).isEmpty();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void pricesFollowSizeLoadAndRight() {
    assertThat(StampPrice.base(0)).isEqualTo(8);
    assertThat(StampPrice.base(129)).isEqualTo(9);
    assertThat(StampPrice.base(255)).isEqualTo(11);
    assertThat(StampPrice.bits(8, SizeClass.K4, false, 0)).isEqualTo(8);
    assertThat(StampPrice.bits(8, SizeClass.K64, false, 3)).isEqualTo(15);
    assertThat(StampPrice.bits(8, SizeClass.K4, true, 3)).isEqualTo(4);
    assertThat(StampPrice.bits(8, SizeClass.K4, false, 24)).isEqualTo(24);
    assertThat(StampPrice.least(1)).isZero();
  }

  @Test
  void aKeyOpensItsBoxForItsRecordOnly() {
    assertThat(KEYED.allows(CRYPTO, RECORD, Samples.box(1))).isTrue();
    assertThat(KEYED.allows(CRYPTO, OTHER, Samples.box(1))).isFalse();
    assertThat(KEYED.allows(CRYPTO, RECORD, Samples.box(2))).isFalse();
    byte[] forged = KEYED.signature().toBytes();
    forged[5] ^= 1;
    assertThat(
            new PutAuthority.Keyed(KEYED.writeKey(), ByteString.of(forged), STAMP)
                .allows(CRYPTO, RECORD, Samples.box(1)))
        .isFalse();
  }

  @Test
  void aRepairHasTheRightOfTheFirstPutAndNoMore() {
    PutAuthority repair = new PutAuthority.Repair(KEYED);
    assertThat(repair.allows(CRYPTO, RECORD, Samples.box(1))).isTrue();
    assertThat(repair.allows(CRYPTO, RECORD, Samples.box(2))).isFalse();
    assertThat(repair.stamp()).isEqualTo(STAMP);
    assertThat(repair.first()).isEqualTo(KEYED);
    assertThatThrownBy(() -> new PutAuthority.Repair(repair))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<PutAuthority> authorities() {
    return List.of(
        KEYED,
        new PutAuthority.Stranger(STAMP),
        new PutAuthority.SelfCertified(STAMP),
        new PutAuthority.Repair(KEYED),
        new PutAuthority.Repair(new PutAuthority.Stranger(STAMP)));
  }

  @Test
  void authoritiesComeBackFromTheWire() {
    for (PutAuthority authority : authorities()) {
      byte[] bytes = authority.encode();
      assertThat(bytes).hasSizeLessThanOrEqualTo(PutAuthority.LONGEST);
      assertThat(PutAuthority.decode(ByteString.of(bytes))).contains(authority);
    }
    byte[] nested = new byte[12];
    nested[0] = 'R';
    nested[1] = 'R';
    nested[2] = 'B';
    assertThat(PutAuthority.decode(ByteString.of(nested))).isEmpty();
  }

  @Test
  void damagedAuthoritiesNeverThrow() {
    Mutations.each(
        authorities().stream().map(PutAuthority::encode).toList(),
        3,
        bytes ->
            PutAuthority.decode(ByteString.of(bytes))
                .ifPresent(a -> assertThat(a.encode()).isEqualTo(bytes)));
  }

  @Test
  void aReceiptHoldsForExactlyWhatItSays() {
    ByteString key = ByteString.of(CRYPTO.signatures().publicKey(Samples.seed(4)));
    StorageReceipt receipt =
        StorageReceipt.sign(CRYPTO, Samples.seed(4), RECORD, Samples.box(1), 21_600, 7);
    assertThat(receipt.holds(CRYPTO, key)).isTrue();
    assertThat(receipt.holds(CRYPTO, Samples.fill(1, 32))).isFalse();
    ByteString s = receipt.signature();
    assertThat(
            List.of(
                new StorageReceipt(OTHER, Samples.box(1), 21_600, 7, s),
                new StorageReceipt(RECORD, Samples.box(2), 21_600, 7, s),
                new StorageReceipt(RECORD, Samples.box(1), 21_601, 7, s),
                new StorageReceipt(RECORD, Samples.box(1), 21_600, 8, s),
                new StorageReceipt(RECORD, Samples.box(1), 21_600, 7, Samples.fill(0, 64))))
        .noneMatch(forged -> forged.holds(CRYPTO, key));
  }

  @Test
  void deliveryIsProvedByThePreimage() {
    ByteString verifier = DeliveryProof.verifier(CRYPTO.hashes(), Samples.proof(1));
    assertThat(DeliveryProof.holds(CRYPTO.hashes(), Samples.proof(1), verifier)).isTrue();
    assertThat(DeliveryProof.holds(CRYPTO.hashes(), Samples.proof(2), verifier)).isFalse();
    assertThat(DeliveryProof.holds(CRYPTO.hashes(), Samples.fill(1, 31), verifier)).isFalse();
  }

  @Test
  void aNodeKeyCostsItsWork() {
    ByteString key = Samples.fill(3, 32);
    ByteString proof = NodeProof.mine(CRYPTO.hashes(), key);
    assertThat(NodeProof.holds(CRYPTO.hashes(), key, proof)).isTrue();
    assertThat(NodeProof.holds(CRYPTO.hashes(), Samples.fill(4, 32), proof)).isFalse();
  }
}
