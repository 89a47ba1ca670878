package io.waggle.api.discovery.spi;

import io.waggle.api.discovery.Withdrawal;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/** One announcement for as long as it is wanted; keeps tokens and nodes between renewals. */
@ConsumerType
public interface Announcement {

  /** Publishes or renews. The stage fails with a {@link SourceException}. */
  CompletionStage<Receipt> publish();

  /** Takes it back and ends it, whatever was published. The hub calls it once, last. */
  CompletionStage<Withdrawal> withdraw();
}
