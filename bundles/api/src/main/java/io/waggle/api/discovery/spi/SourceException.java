package io.waggle.api.discovery.spi;

import io.waggle.api.discovery.SourceFault;
import java.time.Duration;
import java.util.Optional;

/** An error of a source, with what helps the hub to go on. */
public class SourceException extends Exception {

  private static final long serialVersionUID = 1L;

  private final SourceFault.Code code;
  private final transient Optional<Duration> retryAfter;

  /** An error after which the hub decides when to ask again. */
  public SourceException(SourceFault.Code code, String message) {
    this(code, message, Optional.empty(), null);
  }

  /**
   * An error.
   *
   * @param retryAfter how long asking again would be of no use
   * @param cause may be null
   */
  public SourceException(
      SourceFault.Code code, String message, Optional<Duration> retryAfter, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** What kind of error. */
  public SourceFault.Code code() {
    return code;
  }

  /** How long asking again would be of no use. */
  public Optional<Duration> retryAfter() {
    return retryAfter == null ? Optional.empty() : retryAfter;
  }
}
