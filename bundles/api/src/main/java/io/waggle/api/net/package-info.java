/**
 * Addresses as values: peers, groups of neighbouring addresses, and servers still to be resolved.
 */
@Export
@Version("1.0.0")
package io.waggle.api.net;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
