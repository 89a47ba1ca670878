package io.waggle.handshake.noise;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.swarm.spi.HandshakeException;
import io.waggle.crypto.BouncyCrypto;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published vectors, byte for byte, both ends. */
class NoiseVectorsTest {

  private static final int HANDSHAKE = 3;
  private static final byte[] NOTHING = {};
  private static final Crypto CRYPTO = new BouncyCrypto(new SecureRandom());

  static Stream<JsonObject> vectors() throws Exception {
    try (InputStream in = NoiseVectorsTest.class.getResourceAsStream("noise-xx.json");
        JsonReader reader = Json.createReader(in)) {
      return List.copyOf(reader.readObject().getJsonArray("vectors").getValuesAs(JsonObject.class))
          .stream();
    }
  }

  private static byte[] hex(JsonObject object, String key) {
    return HexFormat.of().parseHex(object.getString(key));
  }

  private static KeyPair pair(JsonObject vector, String key) {
    return KeyPair.of(CRYPTO.keyAgreement(), hex(vector, key));
  }

  private static XxState state(JsonObject vector, boolean initiator) {
    String role = initiator ? "init" : "resp";
    return new XxState(
        CRYPTO,
        CipherSuite.valueOf(vector.getString("cipher", "CHACHAPOLY")),
        initiator,
        hex(vector, "prologue"),
        pair(vector, role + "_static"),
        pair(vector, role + "_ephemeral"));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void bothEndsSayWhatIsPublished(JsonObject vector) throws HandshakeException {
    XxState[] ends = {state(vector, true), state(vector, false)};
    List<JsonObject> messages = vector.getJsonArray("messages").getValuesAs(JsonObject.class);
    for (int i = 0; i < HANDSHAKE; i++) {
      byte[] payload = hex(messages.get(i), "payload");
      byte[] message = ends[i % 2].write(payload);
      assertThat(message).isEqualTo(hex(messages.get(i), "ciphertext"));
      assertThat(ends[(i + 1) % 2].read(message)).isEqualTo(payload);
    }
    assertThat(ends[0].hash()).isEqualTo(ends[1].hash());
    if (vector.containsKey("handshake_hash")) {
      assertThat(ends[0].hash()).isEqualTo(hex(vector, "handshake_hash"));
    }
    assertThat(ends[0].remoteStatic()).isEqualTo(pair(vector, "resp_static").publicKey());
    assertThat(ends[1].remoteStatic()).isEqualTo(pair(vector, "init_static").publicKey());
    checkTransport(ends, messages);
  }

  private static void checkTransport(XxState[] ends, List<JsonObject> messages) {
    CipherState[][] keys = {ends[0].split(), ends[1].split()};
    for (int i = HANDSHAKE; i < messages.size(); i++) {
      byte[] payload = hex(messages.get(i), "payload");
      byte[] message = keys[i % 2][0].encrypt(NOTHING, payload);
      assertThat(message).isEqualTo(hex(messages.get(i), "ciphertext"));
      assertThat(keys[(i + 1) % 2][1].decrypt(NOTHING, message)).hasValue(payload);
    }
  }
}
