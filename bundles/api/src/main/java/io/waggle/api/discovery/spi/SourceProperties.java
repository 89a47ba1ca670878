package io.waggle.api.discovery.spi;

/**
 * Service properties of a source. They are the whole policy vocabulary; the hub's own configuration
 * can override each of them for one source id.
 */
public final class SourceProperties {

  /** Required, text: unique name in the node, for example {@code dns-home}. */
  public static final String ID = "source.id";

  /** Text: what it is, for example {@code dns}. */
  public static final String KIND = "source.kind";

  /** Integer, default 0: peers of a source with a higher rank are dialled first. */
  public static final String RANK = "source.rank";

  /** Text array, default {@code public}: the realms whose topics it may see; {@code *} is all. */
  public static final String REALMS = "source.realms";

  /** Milliseconds, default 0: how long after a join it is asked first. */
  public static final String START_AFTER = "source.startafter";

  /** Milliseconds, default 30000: how long a round may take; 0 for one that never ends (mDNS). */
  public static final String TIMEOUT = "source.timeout";

  /** Text, {@code PRIMARY} (default) or {@code FALLBACK}. */
  public static final String ROLE = "source.role";

  /** Integer, default 1000: how many peers of one topic are kept from it. */
  public static final String LIMIT = "source.limit";

  /** Milliseconds, default 60000: how long after a round the next one starts. */
  public static final String INTERVAL = "source.interval";

  /** Text, {@code OPEN} (default) or {@code LOCAL}: see {@link Trust}. */
  public static final String TRUST = "source.trust";

  private SourceProperties() {}
}
