package io.waggle.mailbox.chunk;

import io.waggle.api.crypto.AeadAlgorithm;
import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.NodeId;
import io.waggle.mailbox.field.FieldWriter;
import io.waggle.mailbox.record.BoxId;
import io.waggle.mailbox.record.DeliveryProof;
import io.waggle.mailbox.record.RecordHeader;
import io.waggle.mailbox.record.RecordId;
import io.waggle.mailbox.record.RecordType;
import io.waggle.mailbox.record.SizeClass;
import io.waggle.mailbox.seal.Manifest;
import io.waggle.mailbox.seal.SealedRecord;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The chunks of one mail as records. All of a chunk follows from the content key, its number, the
 * hour and the message: a sender that was interrupted makes the very same bytes again and need not
 * keep them. Who does not know the content key can tie no two chunks together.
 *
 * <p>The key of a chunk depends on the hour of its record, so that one that is made again later
 * never uses a key and nonce twice. Immutable; any thread may call.
 */
public final class Chunks {

  private static final int KEY = 32;
  private static final int HINT = 4;
  private static final int TAG = 16;
  private static final byte[] NONCE = new byte[AeadAlgorithm.CHACHA20_POLY1305.nonceLength()];

  private final Crypto crypto;
  private final Manifest manifest;

  /** Those of a manifest. */
  public Chunks(Crypto crypto, Manifest manifest) {
    this.crypto = crypto;
    this.manifest = manifest;
  }

  /** What they are the chunks of. */
  public Manifest manifest() {
    return manifest;
  }

  private byte[] derive(char what, int length, long... numbers) {
    FieldWriter info = new FieldWriter().u8(what);
    Arrays.stream(numbers).forEach(info::u32);
    byte[] secret = manifest.contentKey().toBytes();
    return crypto.hashes().hkdfSha256(secret, new byte[0], info.toBytes(), length);
  }

  /** The seed of the key that may write to the chunk's box (W_i). */
  public ByteString writeSeed(int index) {
    return ByteString.of(derive('w', KEY, index));
  }

  /** Where the chunk lies. */
  public NodeId box(int index) {
    byte[] key = crypto.signatures().publicKey(writeSeed(index).toBytes());
    return BoxId.of(crypto.hashes(), ByteString.of(key));
  }

  /** What deletes the chunk (DA_i). */
  public ByteString proof(int index) {
    return ByteString.of(derive('d', DeliveryProof.LENGTH, index));
  }

  /**
   * Seals one.
   *
   * @param created seconds of the Unix epoch, a full hour
   * @param part its bytes of the message
   */
  public SealedRecord seal(int index, long created, byte[] part) {
    ByteBuffer keys = ByteBuffer.wrap(derive('k', KEY + HINT, index, created));
    byte[] key = new byte[KEY];
    keys.get(key);
    SizeClass size = SizeClass.fitting(RecordHeader.LENGTH + part.length + TAG).orElseThrow();
    byte[] head = header(index, created, size, keys.getInt()).encode();
    byte[] plain = Arrays.copyOf(part, size.bytes() - RecordHeader.LENGTH - TAG);
    byte[] sealed = crypto.aead(AeadAlgorithm.CHACHA20_POLY1305).seal(key, NONCE, head, plain);
    byte[] record = Arrays.copyOf(head, size.bytes());
    System.arraycopy(sealed, 0, record, head.length, sealed.length);
    return new SealedRecord(
        RecordHeader.ofWhole(record).orElseThrow(),
        RecordId.of(crypto.hashes(), record),
        ByteString.of(record));
  }

  private RecordHeader header(int index, long created, SizeClass size, int hint) {
    return RecordHeader.at(
        RecordType.CHUNK,
        box(index),
        DeliveryProof.verifier(crypto.hashes(), proof(index)),
        created,
        Math.max(1, manifest.expires() - created),
        size,
        hint);
  }

  /** Opens one; empty if it is anything else than that chunk, whole and unchanged. */
  public Optional<byte[]> open(int index, byte[] record) {
    int length = manifest.lengthOf(index);
    return RecordHeader.ofWhole(record)
        .filter(header -> header.type() == RecordType.CHUNK && header.box().equals(box(index)))
        .filter(header -> DeliveryProof.holds(crypto.hashes(), proof(index), header.verifier()))
        .flatMap(header -> plain(index, header.created(), record))
        .filter(plain -> plain.length >= length)
        .map(plain -> Arrays.copyOf(plain, length));
  }

  private Optional<byte[]> plain(int index, long created, byte[] record) {
    return crypto
        .aead(AeadAlgorithm.CHACHA20_POLY1305)
        .open(
            Arrays.copyOf(derive('k', KEY + HINT, index, created), KEY),
            NONCE,
            Arrays.copyOf(record, RecordHeader.LENGTH),
            Arrays.copyOfRange(record, RecordHeader.LENGTH, record.length));
  }
}
