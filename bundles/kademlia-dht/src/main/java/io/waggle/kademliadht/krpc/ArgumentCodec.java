package io.waggle.kademliadht.krpc;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtArguments;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Dictionaries between the wire and the api, for the queries of other bundles. */
public final class ArgumentCodec {

  private final byte[] b;
  private final int end;
  private int at;

  private ArgumentCodec(byte[] b, int at, int end) {
    this.b = b;
    this.at = at;
    this.end = end;
  }

  /** Reads a dictionary that {@link Bencode#skip} has accepted. */
  public static DhtArguments read(byte[] b, int at, int end) {
    return DhtArguments.of(new ArgumentCodec(b, at, end).dictionary());
  }

  private Map<String, Object> dictionary() {
    Map<String, Object> values = new TreeMap<>();
    at++;
    while (b[at] != 'e') {
      String key = new String(bytes(), StandardCharsets.ISO_8859_1);
      values.put(key, value());
    }
    at++;
    return values;
  }

  private byte[] bytes() {
    int start = Bencode.stringStart(b, at, end);
    at = Bencode.skipString(b, at, end);
    return Arrays.copyOfRange(b, start, at);
  }

  private Object value() {
    switch (b[at]) {
      case 'i' -> {
        long number = Bencode.integer(b, at);
        at = Bencode.skip(b, at, end);
        return number;
      }
      case 'l' -> {
        List<Object> list = new ArrayList<>();
        at++;
        while (b[at] != 'e') {
          list.add(value());
        }
        at++;
        return list;
      }
      case 'd' -> {
        return dictionary();
      }
      default -> {
        return ByteString.of(bytes());
      }
    }
  }

  /** The bencoded length of a value of one of the api's types. */
  public static int length(Object value) {
    if (value instanceof ByteString s) {
      return s.length() + digits(s.length()) + 1;
    } else if (value instanceof Long n) {
      return Long.toString(n).length() + 2;
    } else if (value instanceof List<?> list) {
      return 2 + list.stream().mapToInt(ArgumentCodec::length).sum();
    } else if (value instanceof Map<?, ?> map) {
      return 2 + map.entrySet().stream().mapToInt(ArgumentCodec::entryLength).sum();
    }
    throw new IllegalArgumentException(value.getClass() + " can't be bencoded");
  }

  private static int entryLength(Map.Entry<?, ?> entry) {
    int key = ((String) entry.getKey()).length();
    return key + digits(key) + 1 + length(entry.getValue());
  }

  private static int digits(int length) {
    return length < 10 ? 1 : length < 100 ? 2 : length < 1000 ? 3 : 4;
  }

  /** Writes a value of one of the api's types. */
  public static void write(Object value, KrpcWriter out) {
    if (value instanceof ByteString s) {
      out.string(s.toBytes());
    } else if (value instanceof Long n) {
      out.integer(n);
    } else if (value instanceof List<?> list) {
      out.raw('l');
      list.forEach(element -> write(element, out));
      out.raw('e');
    } else if (value instanceof Map<?, ?> map) {
      out.raw('d');
      writeEntries(map, out);
      out.raw('e');
    }
  }

  /** Writes the keys and values of a sorted map, without the letters around them. */
  public static void writeEntries(Map<?, ?> sorted, KrpcWriter out) {
    sorted.forEach(
        (key, value) -> {
          out.string((String) key);
          write(value, out);
        });
  }
}
