/** What sources on the local network listen on, and what they have heard. */
@Export
@Version("1.0.0")
package io.waggle.api.lan;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
