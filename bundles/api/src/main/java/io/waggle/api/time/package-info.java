/** The one clock of the whole tree. */
@Export
@Version("1.0.0")
package io.waggle.api.time;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
