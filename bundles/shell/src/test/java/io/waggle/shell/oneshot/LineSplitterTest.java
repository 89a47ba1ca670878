package io.waggle.shell.oneshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LineSplitterTest {

  private final List<String> lines = new ArrayList<>();

  @Property(tries = 200)
  void linesDoNotDependOnHowTheBytesArrive(
      @ForAll List<String> texts, @ForAll @IntRange(min = 1, max = 7) int chunk) {
    List<String> got = new ArrayList<>();
    LineSplitter splitter = new LineSplitter((text, whole) -> got.add(text));
    List<String> sent = texts.stream().map(t -> t.replaceAll("[\r\n]", "")).toList();
    byte[] bytes =
        String.join("", sent.stream().map(t -> t + "\n").toList()).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i += chunk) {
      splitter.take(ByteBuffer.wrap(bytes, i, Math.min(chunk, bytes.length - i)));
    }
    splitter.end();
    List<String> expected =
        sent.stream()
            .map(t -> new String(t.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
            .toList();
    assertThat(got).isEqualTo(expected);
  }

  @Test
  void aLineWithoutEndIsGivenInPieces() {
    List<Boolean> wholes = new ArrayList<>();
    LineSplitter splitter =
        new LineSplitter(
            (text, whole) -> {
              lines.add(text);
              wholes.add(whole);
            });
    splitter.take(
        ByteBuffer.wrap("x".repeat(3 * LineSplitter.LIMIT + 5).getBytes(StandardCharsets.UTF_8)));
    assertThat(lines).hasSize(3).allMatch(l -> l.length() == LineSplitter.LIMIT);
    splitter.end();
    splitter.end();
    assertThat(lines).hasSize(4).last().isEqualTo("xxxxx");
    assertThat(wholes).containsOnly(false);
  }

  @Test
  void bytesThatAreNoUtf8AreReplaced() {
    LineSplitter splitter = new LineSplitter((text, whole) -> lines.add(text));
    splitter.take(ByteBuffer.wrap(new byte[] {'a', (byte) 0xff, (byte) 0xc3, '\n'}));
    assertThat(lines).containsExactly("a\ufffd\ufffd");
  }
}
