package io.waggle.kademliadht.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.kademliadht.core.Entropy;
import io.waggle.kademliadht.krpc.Endpoint;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private static final long MINUTE = 60_000_000_000L;

  @Test
  void tokenIsForOneEndpointOneTargetAndTenMinutes() {
    Tokens tokens = new Tokens(Entropy.seeded(1)::nextLong, 0);
    Endpoint writer = Endpoint.v4(0x01020304, 5);
    long token = tokens.token(MINUTE, writer, 1, 2, 3);
    assertThat(tokens.accepts(9 * MINUTE, token, writer, 1, 2, 3)).isTrue();
    assertThat(tokens.accepts(MINUTE, token, writer, 1, 2, 4)).as("target").isFalse();
    assertThat(tokens.accepts(MINUTE, token, Endpoint.v4(0x01020304, 6), 1, 2, 3)).isFalse();
    assertThat(tokens.accepts(MINUTE, token, Endpoint.v4(0x01020305, 5), 1, 2, 3)).isFalse();
    assertThat(tokens.accepts(MINUTE, token + 1, writer, 1, 2, 3)).isFalse();
    assertThat(tokens.accepts(11 * MINUTE, token, writer, 1, 2, 3)).as("old").isFalse();
    assertThat(tokens.accepts(600 * MINUTE, token, writer, 1, 2, 3)).as("very old").isFalse();
  }

  @Test
  void limiterHoldsTheRateOfEachSource() {
    SourceLimiter limiter = new SourceLimiter(4096, 1, 2);
    Endpoint greedy = Endpoint.v4(0x01020304, 5);
    int admitted = 0;
    for (int tenMillis = 0; tenMillis < 10_000; tenMillis++) {
      admitted += limiter.admit(tenMillis, greedy, 10) >= 0 ? 1 : 0;
    }
    assertThat(admitted).isBetween(1000, 1030);
    assertThat(limiter.admit(10_000, Endpoint.v4(0x01020305, 5), 10)).isNotNegative();
  }

  @Test
  void answersStayBelowTheCreditOfTheirAsker() {
    SourceLimiter limiter = new SourceLimiter(4096, 1, 2);
    Endpoint source = Endpoint.v4(0x01020304, 5);
    int in = 0;
    int out = 0;
    for (int i = 0; i < 40; i++) {
      int slot = limiter.admit(i * 20, source, 10);
      int answer = Math.min(1024, limiter.room(slot, 95));
      limiter.spent(slot, answer);
      in += 95;
      out += answer;
    }
    assertThat(out).isLessThanOrEqualTo(in * 7 / 2 + 128);
  }

  @Test
  void networkSizeIsLearnedFromLookups() {
    Entropy entropy = Entropy.seeded(5);
    int nodes = 10_000;
    java.util.List<io.waggle.api.dht.NodeId> ids = new java.util.ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      ids.add(random(entropy));
    }
    NetSizeEstimator estimator = new NetSizeEstimator();
    for (int i = 0; i < 64; i++) {
      io.waggle.api.dht.NodeId target = random(entropy);
      estimator.add(target, ids.stream().sorted(target::compareDistance).limit(8).toList());
    }
    assertThat(estimator.estimate()).isBetween(nodes * 9L / 10, nodes * 11L / 10);
  }

  private static io.waggle.api.dht.NodeId random(Entropy entropy) {
    return io.waggle.api.dht.NodeId.of(
        entropy.nextLong(), entropy.nextLong(), (int) entropy.nextLong());
  }
}
