/** The distributed hash table: node ids, the service, and how other bundles add queries to it. */
@Export
@Version("1.1.0")
package io.waggle.api.dht;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
