package io.waggle.api.lan;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A source on the local network shows what it listens on and what it has heard. Registered with the
 * service property {@code source.id}. No method blocks; any thread may call.
 */
@ProviderType
public interface LanMonitor {

  /** The interfaces it uses at the moment, and those it would use but can't. */
  List<LanLink> links();

  /** Who was heard lately, the latest first; at most a few hundred. */
  List<LanSender> senders();
}
