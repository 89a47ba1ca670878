/** One UDP socket for several protocols, told apart by the first bytes of a datagram. */
@Export
@Version("1.0.0")
package io.waggle.api.udp;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
