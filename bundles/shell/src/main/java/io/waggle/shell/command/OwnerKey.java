package io.waggle.shell.command;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.shell.CommandException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;

/** The private key of a mutable item's owner (BEP 44): a file of 64 hex digits. */
record OwnerKey(ByteString seed, Crypto crypto) {

  private static final int SEED = 32;

  /** The key in a file, which is made, for its owner alone to read, if it is not there. */
  static OwnerKey at(Path file, Crypto crypto) {
    try {
      byte[] seed = Files.exists(file) ? read(file) : make(file, crypto);
      return new OwnerKey(ByteString.of(seed), crypto);
    } catch (IOException e) {
      throw new CommandException("the key file " + file + " cannot be used: " + e.getMessage());
    }
  }

  private static byte[] read(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
    if (!text.matches("[0-9a-f]{64}")) {
      throw new CommandException(
          "the key file " + file + " must hold 64 hex digits and nothing else");
    }
    return HexFormat.of().parseHex(text);
  }

  private static byte[] make(Path file, Crypto crypto) throws IOException {
    byte[] seed = crypto.random(SEED);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        file,
        HexFormat.of().formatHex(seed) + "\n",
        StandardCharsets.US_ASCII,
        StandardOpenOption.SYNC,
        StandardOpenOption.WRITE);
    return seed;
  }

  ByteString publicKey() {
    return ByteString.of(crypto.signatures().publicKey(seed.toBytes()));
  }

  ByteString sign(ByteString bytes) {
    return ByteString.of(crypto.signatures().sign(seed.toBytes(), bytes.toBytes()));
  }
}
