package io.waggle.testkit.vectors;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Loads the recorded vectors. */
public final class Vectors {

  private Vectors() {}

  /** The file {@code <name>.json} of this package. */
  public static JsonObject load(String name) {
    InputStream stream = Vectors.class.getResourceAsStream(name + ".json");
    if (stream == null) {
      throw new IllegalArgumentException("there are no vectors '" + name + "'");
    }
    try (JsonReader reader = Json.createReader(stream)) {
      return reader.readObject();
    }
  }

  /** Every value of a member {@code hex} anywhere below, in the order of the file. */
  public static List<byte[]> packets(JsonValue value) {
    List<byte[]> packets = new ArrayList<>();
    collect(value, packets);
    return packets;
  }

  private static void collect(JsonValue value, List<byte[]> packets) {
    switch (value.getValueType()) {
      case ARRAY -> value.asJsonArray().forEach(item -> collect(item, packets));
      case OBJECT -> {
        JsonObject object = value.asJsonObject();
        if (object.containsKey("hex")) {
          packets.add(HexFormat.of().parseHex(object.getString("hex")));
        }
        object.values().forEach(member -> collect(member, packets));
      }
      default -> {}
    }
  }
}
