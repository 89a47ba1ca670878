package io.waggle.mdnsdiscovery.link;

import java.io.IOException;

/** What is done with a link while it is up. */
@FunctionalInterface
public interface LinkUse {

  /**
   * Begins, on any thread.
   *
   * @return ends it; called once
   * @throws IOException if the link can't be used now; it is tried again
   */
  Runnable begin(Link link) throws IOException;
}
