package io.waggle.hypercore;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a Protocol Buffers message (proto2) by their numbers. Of fields that repeat the
 * last number counts, and all texts. What nobody asks for is skipped.
 */
final class ProtoMessage {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;
  private static final int TYPE_BITS = 3;
  private static final int TYPE_MASK = 7;

  private final Map<Long, Long> numbers = new HashMap<>();
  private final Map<Long, List<byte[]>> texts = new HashMap<>();

  private ProtoMessage() {}

  /** Reads a whole message. */
  static ProtoMessage parse(byte[] bytes) throws MalformedException {
    ProtoMessage message = new ProtoMessage();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    while (in.hasRemaining()) {
      message.field(Varint.read(in), in);
    }
    return message;
  }

  private void field(long tag, ByteBuffer in) throws MalformedException {
    long field = tag >>> TYPE_BITS;
    switch ((int) tag & TYPE_MASK) {
      case VARINT -> numbers.put(field, Varint.read(in));
      case FIXED64 -> take(in, Long.BYTES);
      case BYTES ->
          texts.computeIfAbsent(field, f -> new ArrayList<>()).add(take(in, Varint.read(in)));
      case FIXED32 -> take(in, Integer.BYTES);
      default -> throw new MalformedException("a field of the unknown type " + (tag & TYPE_MASK));
    }
  }

  private static byte[] take(ByteBuffer in, long count) throws MalformedException {
    if (count < 0 || count > in.remaining()) {
      throw new MalformedException(
          "a field of " + count + " bytes where " + in.remaining() + " are");
    }
    byte[] bytes = new byte[(int) count];
    in.get(bytes);
    return bytes;
  }

  Optional<Long> number(long field) {
    return Optional.ofNullable(numbers.get(field));
  }

  Optional<byte[]> bytes(long field) {
    List<byte[]> all = all(field);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  List<byte[]> all(long field) {
    return texts.getOrDefault(field, List.of());
  }

  /** Writes fields in the order in which they are put. */
  static final class Writer {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Writer number(int field, long value) {
      varint((long) field << TYPE_BITS | VARINT);
      varint(value);
      return this;
    }

    Writer bytes(int field, byte[] value) {
      varint((long) field << TYPE_BITS | BYTES);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    private void varint(long number) {
      ByteBuffer bytes = ByteBuffer.allocate(Varint.LONGEST);
      Varint.write(number, bytes);
      out.write(bytes.array(), 0, bytes.position());
    }

    byte[] toBytes() {
      return out.toByteArray();
    }
  }
}
