/** The one registry of counters and gauges. */
@Export
@Version("1.0.0")
package io.waggle.api.metrics;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
