package io.waggle.mailbox.post;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.mailbox.record.RecordHeader;
import io.waggle.mailbox.record.SizeClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a node that stores mail sees of a conversation (MAIL.md §11, T9): records that have nothing
 * to do with each other once the week is another, noise but for times and one of five sizes.
 */
class UnlinkableTest extends Town {

  private static final int WEEKS = 10;

  private final List<byte[]> captured = new ArrayList<>();
  private final Set<Object> seen = new HashSet<>();

  UnlinkableTest() {
    super(16);
  }

  @BeforeEach
  void contacts() throws Exception {
    anna.send(bert, "let us talk");
    time.advance(Duration.ofMinutes(1));
    bert.send(anna, "yes");
    time.advance(Duration.ofMinutes(1));
    capture();
    captured.clear();
  }

  /** Takes what is new on the nodes; profiles have sizes of their own. */
  private void capture() {
    overlay.holders.stream()
        .flatMap(h -> h.records.entrySet().stream())
        .filter(e -> SizeClass.ofBytes(e.getValue().bytes.length).isPresent())
        .filter(e -> seen.add(e.getKey()))
        .forEach(e -> captured.add(e.getValue().bytes));
  }

  /** Each week both write once, of any length, always the same beginning. */
  private void talk() throws Exception {
    Random random = new Random(2);
    for (int week = 0; week < WEEKS; week++) {
      anna.send(bert, "same " + "x".repeat(random.nextInt(40_000)));
      time.advance(Duration.ofSeconds(20));
      capture();
      bert.send(anna, "same");
      time.advance(Duration.ofSeconds(20));
      capture();
      anna.stop();
      bert.stop();
      time.advance(Duration.ofDays(7));
      anna.start();
      bert.start();
      time.advance(Duration.ofSeconds(20));
    }
  }

  private Stream<RecordHeader> headers() {
    return captured.stream().map(bytes -> RecordHeader.ofWhole(bytes).orElseThrow());
  }

  @Test
  void recordsOfDifferentWeeksShareNothing() throws Exception {
    talk();
    assertThat(captured).hasSize(2 * WEEKS);
    assertThat(headers().map(RecordHeader::box)).doesNotHaveDuplicates();
    assertThat(headers().map(RecordHeader::verifier)).doesNotHaveDuplicates();
    assertThat(headers().map(RecordHeader::hint)).doesNotHaveDuplicates();
    // Behind the header two records share a byte at a place as often as noise does, one in 256.
    double same = 0;
    double compared = 0;
    for (int i = 0; i < captured.size(); i++) {
      for (int j = 0; j < i; j++) {
        byte[] a = captured.get(i);
        byte[] b = captured.get(j);
        for (int at = RecordHeader.LENGTH; at < Math.min(a.length, b.length); at++) {
          same += a[at] == b[at] ? 1 : 0;
          compared++;
        }
      }
    }
    double expected = compared / 256;
    assertThat(Math.abs(same - expected)).isLessThan(7 * Math.sqrt(expected));
    allThatIsSealedIsNoise();
  }

  /** Chi-square over the values of a byte: 255 in the mean, with a deviation of 23. */
  private void allThatIsSealedIsNoise() {
    long[] counts = new long[256];
    for (byte[] record : captured) {
      RecordHeader header = RecordHeader.ofWhole(record).orElseThrow();
      count(counts, header.box().toBytes());
      count(counts, header.verifier().toBytes());
      count(counts, Arrays.copyOfRange(record, RecordHeader.LENGTH, record.length));
    }
    double mean = Arrays.stream(counts).sum() / 256.0;
    double chi = Arrays.stream(counts).mapToDouble(c -> (c - mean) * (c - mean) / mean).sum();
    assertThat(chi).isBetween(255 - 7 * 23.0, 255 + 7 * 23.0);
  }

  private static void count(long[] counts, byte[] bytes) {
    for (byte b : bytes) {
      counts[b & 0xff]++;
    }
  }
}
