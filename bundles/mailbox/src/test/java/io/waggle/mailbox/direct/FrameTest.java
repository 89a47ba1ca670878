package io.waggle.mailbox.direct;

import static io.waggle.mailbox.record.Samples.fill;
import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.ByteString;
import io.waggle.testkit.vectors.Mutations;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FrameTest {

  private static final ByteString NAME = fill(4, 16);

  private static final List<Frame> FRAMES =
      List.of(
          new Frame.Challenge(fill(1, 32)),
          new Frame.Proof(fill(1, 32), fill(2, 32)),
          new Frame.Welcome(fill(1, 32), fill(2, 64)),
          new Frame.Put(fill(7, 4096)),
          new Frame.Put(fill(7, 65_536)),
          new Frame.Taken(NAME, fill(1, 32)),
          new Frame.Refused(NAME),
          new Frame.Want(NAME, 65_535),
          new Frame.Piece(NAME, 511, fill(3, 65_536)),
          new Frame.Piece(NAME, 0, ByteString.EMPTY));

  private static byte[] body(Frame frame) {
    byte[] all = frame.encode();
    return Arrays.copyOfRange(all, 4, all.length);
  }

  private static byte[] all() {
    return FRAMES.stream()
        .map(Frame::encode)
        .reduce(
            new byte[0], (a, b) -> ByteBuffer.allocate(a.length + b.length).put(a).put(b).array());
  }

  private static List<Frame> read(FrameInput input, ByteBuffer in) {
    List<Frame> read = new ArrayList<>();
    for (Optional<Frame> next = input.next(in); next.isPresent(); next = input.next(in)) {
      read.add(next.get());
    }
    return read;
  }

  @Test
  void eachReadsAsItWasWritten() {
    for (Frame frame : FRAMES) {
      assertThat(Frame.decode(body(frame))).contains(frame);
      assertThat(frame.encode().length).isLessThanOrEqualTo(4 + Frame.MOST);
    }
  }

  @Test
  void theBytesAreThoseOfTheDocument() {
    assertThat(ByteString.of(new Frame.Want(NAME, 258).encode()))
        .hasToString("00000013" + "07" + NAME + "0102");
    assertThat(ByteString.of(new Frame.Challenge(fill(1, 32)).encode()).toString())
        .isEqualTo("00000022" + "01" + "01" + fill(1, 32));
  }

  @Property
  void howeverTheBytesAreCutTheFramesAreTheSame(@ForAll @IntRange(min = 1, max = 70_000) int cut) {
    byte[] bytes = all();
    FrameInput input = new FrameInput(Frame.MOST);
    List<Frame> read = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += cut) {
      read.addAll(
          read(input, ByteBuffer.wrap(bytes, at, Math.min(cut, bytes.length - at)).slice()));
    }
    assertThat(read).isEqualTo(FRAMES);
    assertThat(input.broken()).isFalse();
  }

  @Property
  void anyBodyIsReadOrRefused(@ForAll @Size(max = 200) byte[] body) {
    Frame.decode(body).ifPresent(frame -> assertThat(body(frame)).isEqualTo(body));
  }

  @Test
  void damagedFramesAreRefusedOrReadAsWhatTheyAre() {
    Mutations.each(
        FRAMES.stream().filter(f -> f.encode().length < 5000).map(FrameTest::body).toList(),
        11,
        body -> Frame.decode(body).ifPresent(f -> assertThat(body(f)).isEqualTo(body)));
  }

  @Test
  void damagedStreamsEndAndAreBounded() {
    List<byte[]> streams =
        List.of(FRAMES.get(1).encode(), FRAMES.get(5).encode(), FRAMES.get(7).encode());
    Mutations.each(
        streams,
        12,
        bytes -> {
          FrameInput input = new FrameInput(Frame.MOST_OF_STRANGERS);
          ByteBuffer in = ByteBuffer.wrap(bytes);
          read(input, in);
          assertThat(input.broken() || !in.hasRemaining()).isTrue();
        });
  }

  @Test
  void aStrangersLongFrameIsRefusedByItsLength() {
    FrameInput input = new FrameInput(Frame.MOST_OF_STRANGERS);
    assertThat(input.next(ByteBuffer.wrap(new byte[] {0, 0, 0, 98}))).isEmpty();
    assertThat(input.broken()).isTrue();
    FrameInput huge = new FrameInput(Frame.MOST);
    assertThat(huge.next(ByteBuffer.wrap(new byte[] {-1, -1, -1, -1}))).isEmpty();
    assertThat(huge.broken()).isTrue();
    FrameInput empty = new FrameInput(Frame.MOST);
    assertThat(empty.next(ByteBuffer.wrap(new byte[4]))).isEmpty();
    assertThat(empty.broken()).isTrue();
  }
}
