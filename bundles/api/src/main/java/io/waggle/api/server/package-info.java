/** Servers a node runs for others, and how they fare. */
@Export
@Version("1.0.0")
package io.waggle.api.server;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
