package io.waggle.mailbox.wire;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.NodeId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads a dictionary strictly; what is missing or out of range is an illegal argument. */
final class Fields {

  private final DhtArguments values;

  Fields(DhtArguments values) {
    this.values = values;
  }

  /** The value, or empty if making it has met an illegal argument. */
  static <T> Optional<T> read(Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  ByteString bytes(String name, int least, int most) {
    return values
        .bytes(name)
        .filter(b -> b.length() >= least && b.length() <= most)
        .orElseThrow(() -> new IllegalArgumentException(name));
  }

  ByteString bytes(String name, int length) {
    return bytes(name, length, length);
  }

  Optional<ByteString> maybe(String name, int least, int most) {
    return values.values().containsKey(name)
        ? Optional.of(bytes(name, least, most))
        : Optional.empty();
  }

  NodeId id(String name) {
    return values.id(name).orElseThrow(() -> new IllegalArgumentException(name));
  }

  long number(String name, long least, long most) {
    long number = values.integer(name).orElseThrow(() -> new IllegalArgumentException(name));
    if (number < least || number > most) {
      throw new IllegalArgumentException(name + " " + number);
    }
    return number;
  }

  int small(String name, int least, int most) {
    return (int) number(name, least, most);
  }

  /** Pieces of one length that stand in one string, at most so many. */
  List<ByteString> pieces(String name, int length, int most) {
    byte[] all = bytes(name, 0, length * most).toBytes();
    if (all.length % length != 0) {
      throw new IllegalArgumentException(name);
    }
    List<ByteString> pieces = new ArrayList<>();
    for (int at = 0; at < all.length; at += length) {
      pieces.add(ByteString.of(Arrays.copyOfRange(all, at, at + length)));
    }
    return pieces;
  }
}
