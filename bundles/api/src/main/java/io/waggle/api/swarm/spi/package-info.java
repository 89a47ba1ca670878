/** What a transport and a handshake implement. */
@Export
@Version("1.0.0")
package io.waggle.api.swarm.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
