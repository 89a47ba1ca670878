package io.waggle.mdnsdiscovery.osgi;

import io.waggle.mdnsdiscovery.LanSettings;
import io.waggle.mdnsdiscovery.LanSource;
import java.io.IOException;

/** Makes a source that works with some settings. */
@FunctionalInterface
interface SourceOpener {

  /**
   * Opens it.
   *
   * @throws IOException if the machine can't
   */
  LanSource open(LanSettings settings) throws IOException;
}
