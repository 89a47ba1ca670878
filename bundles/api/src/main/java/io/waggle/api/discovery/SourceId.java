package io.waggle.api.discovery;

/**
 * Which configured source: the service property {@code source.id}, unique in a node, for example
 * {@code dns-home}.
 *
 * @param value not blank
 */
public record SourceId(String value) implements Comparable<SourceId> {

  /** Refuses a blank name. */
  public SourceId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a source id is not blank");
    }
  }

  @Override
  public int compareTo(SourceId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
