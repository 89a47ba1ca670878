/**
 * Mail without a server: identities, what is sent and where it is, what has come, and contacts. A
 * gateway or a shell talks to a {@code Mailbox} service and hears of news by a whiteboard listener.
 */
@Export
@Version("1.0.0")
package io.waggle.api.mail;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
