/** What an application sees of discovery: topics, joins, sightings and how the sources fare. */
@Export
@Version("1.0.0")
package io.waggle.api.discovery;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
