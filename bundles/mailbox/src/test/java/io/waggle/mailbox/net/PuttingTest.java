package io.waggle.mailbox.net;

import static io.waggle.mailbox.record.Samples.CRYPTO;
import static io.waggle.mailbox.record.Samples.NOW;
import static io.waggle.mailbox.record.Samples.fill;
import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.dht.DhtReply;
import io.waggle.api.dht.NodeId;
import io.waggle.api.net.PeerAddress;
import io.waggle.mailbox.record.PutAuthority;
import io.waggle.mailbox.record.RecordId;
import io.waggle.mailbox.record.Samples;
import io.waggle.mailbox.record.SizeClass;
import io.waggle.mailbox.record.StorageReceipt;
import io.waggle.mailbox.wire.MailReply;
import io.waggle.mailbox.wire.Overlay;
import io.waggle.mailbox.wire.Refusal;
import io.waggle.testkit.time.VirtualTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A receipt counts if the holder's key has signed for this record, in this box, to its end. */
class PuttingTest {

  private static final long EXPIRES = NOW + 1000;
  private static final byte[] SEED = Samples.seed(5);

  private final VirtualTime time = new VirtualTime();
  private final NodeId box = Samples.box(1);
  private final byte[] bytes = Samples.record(box, SizeClass.K4, NOW, Samples.proof(1));
  private final RecordId id = RecordId.of(CRYPTO.hashes(), bytes);

  /** A holder that says to each piece that it has the record. */
  private record Signer(StorageReceipt receipt) implements MailNetwork {

    @Override
    public boolean ready() {
      return true;
    }

    @Override
    public CompletionStage<List<DhtPeerNode>> closest(NodeId target) {
      return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<DhtReply> ask(DhtPeerNode node, String method, DhtArguments arguments) {
      MailReply said = new MailReply.Stored(false, receipt.hour(), receipt.signature());
      return CompletableFuture.completedFuture(new DhtReply(node, said.encode()));
    }
  }

  private CompletableFuture<StorageReceipt> put(StorageReceipt receipt) {
    Holder holder =
        new Holder(
            new DhtPeerNode(box, PeerAddress.parse("192.0.2.1:1")),
            new MailReply.Info(
                ByteString.of(CRYPTO.signatures().publicKey(SEED)),
                fill(0, 8),
                MailReply.Info.STORE,
                SizeClass.K64,
                0,
                0,
                fill(1, 8),
                0,
                0));
    PutAuthority right = PutAuthority.Keyed.sign(CRYPTO, Samples.seed(1), id, Samples.stamp(id, 0));
    CompletableFuture<StorageReceipt> result =
        Putting.start(
                new Asker(new Signer(receipt), new Strand(time, time)),
                CRYPTO,
                Overlay.of(CRYPTO.hashes(), "mail"),
                holder,
                new Putting.Parcel(box, id, ByteString.of(bytes), EXPIRES, right))
            .toCompletableFuture();
    time.runDue();
    return result;
  }

  private void isRefused(StorageReceipt forged) {
    CompletableFuture<StorageReceipt> result = put(forged);
    assertThat(result).isCompletedExceptionally();
    assertThat(result.handle((r, error) -> Asker.refusal(error).code()).join())
        .isEqualTo(Refusal.PROTOCOL);
  }

  @Test
  void theHoldersOwnReceiptCounts() {
    StorageReceipt good = StorageReceipt.sign(CRYPTO, SEED, id, box, EXPIRES, 7);
    assertThat(put(good)).isCompletedWithValue(good);
  }

  @Test
  void forgedReceiptsDoNot() {
    byte[] other = Samples.seed(6);
    isRefused(StorageReceipt.sign(CRYPTO, other, id, box, EXPIRES, 7));
    isRefused(StorageReceipt.sign(CRYPTO, SEED, id, Samples.box(2), EXPIRES, 7));
    isRefused(StorageReceipt.sign(CRYPTO, SEED, id, box, EXPIRES + 1, 7));
    RecordId another = RecordId.of(CRYPTO.hashes(), new byte[1]);
    isRefused(StorageReceipt.sign(CRYPTO, SEED, another, box, EXPIRES, 7));
    isRefused(new StorageReceipt(id, box, EXPIRES, 7, fill(0, StorageReceipt.SIGNATURE)));
  }
}
