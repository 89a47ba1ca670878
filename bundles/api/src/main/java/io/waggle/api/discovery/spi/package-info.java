/** What a discovery source implements, and what the hub hands to it. */
@Export
@Version("1.0.0")
package io.waggle.api.discovery.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
