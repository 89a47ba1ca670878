package io.waggle.mdnsdiscovery.dat;

import io.waggle.mdnsdiscovery.LanSettings;
import io.waggle.mdnsdiscovery.LoopbackWorld;
import java.io.IOException;

/** Sources in Dat's dialect on the loopback interface. */
final class DatWorld {

  private DatWorld() {}

  static LoopbackWorld open() throws IOException {
    return new LoopbackWorld(DatSource::open, LanSettings.DEFAULT, DatWorld::changed);
  }

  private static LanSettings changed(LanSettings old) {
    DatSettings dat =
        new DatSettings(
            old.dat().domain(),
            old.dat().interval().plusSeconds(1),
            old.dat().peersPerTopic() + 1,
            old.dat().peersPerHost() + 1,
            old.dat().packetsPerSecond() + 1);
    return new LanSettings(old.mode(), old.filter(), old.port(), dat, old.dnssd());
  }
}
