/**
 * Cryptography for the other bundles: hashes, signatures, key agreement, ciphers, sealing, password
 * hashing and a vault for keys. Keys and messages are byte arrays of the sizes that the standards
 * give; no provider's type appears.
 */
@Export
@Version("1.0.0")
package io.waggle.api.crypto;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
