/** Joining topics and talking to the peers found: swarms, connections and their events. */
@Export
@Version("1.0.0")
package io.waggle.api.swarm;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
