package io.waggle.api.dht;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The dictionary of a query or a response: names to {@link ByteString}, {@link Long}, {@link List}
 * or {@link Map}, nested at most eight deep. Names are ASCII, so that their order is that of the
 * wire. Immutable.
 */
public final class DhtArguments {

  /** Nothing. */
  public static final DhtArguments NONE = new DhtArguments(new TreeMap<>());

  private final SortedMap<String, Object> values;

  private DhtArguments(SortedMap<String, Object> values) {
    this.values = Collections.unmodifiableSortedMap(values);
  }

  /** From a decoded dictionary. */
  public static DhtArguments of(Map<String, ?> values) {
    return new DhtArguments(new TreeMap<>(values));
  }

  /** This and one more. */
  public DhtArguments with(String name, byte[] value) {
    return put(name, ByteString.of(value));
  }

  /** This and one more. */
  public DhtArguments with(String name, NodeId value) {
    return put(name, ByteString.of(value.toBytes()));
  }

  /** This and one more. */
  public DhtArguments with(String name, ByteString value) {
    return put(name, value);
  }

  /** This and one more. */
  public DhtArguments with(String name, long value) {
    return put(name, value);
  }

  /** This and one more; elements are of the types above. */
  public DhtArguments with(String name, List<?> value) {
    return put(name, List.copyOf(value));
  }

  private DhtArguments put(String name, Object value) {
    SortedMap<String, Object> copy = new TreeMap<>(values);
    copy.put(name, value);
    return new DhtArguments(copy);
  }

  /** A string. */
  public Optional<ByteString> bytes(String name) {
    return values.get(name) instanceof ByteString b ? Optional.of(b) : Optional.empty();
  }

  /** A string of 20 bytes. */
  public Optional<NodeId> id(String name) {
    return bytes(name).filter(b -> b.length() == NodeId.LENGTH).map(b -> NodeId.of(b.toBytes()));
  }

  /** An integer. */
  public OptionalLong integer(String name) {
    return values.get(name) instanceof Long n ? OptionalLong.of(n) : OptionalLong.empty();
  }

  /** A list, empty if there is none. */
  public List<?> list(String name) {
    return values.get(name) instanceof List<?> list ? list : List.of();
  }

  /** All of it, in the order of the wire. */
  public SortedMap<String, Object> values() {
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DhtArguments a && values.equals(a.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
