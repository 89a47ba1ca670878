package io.waggle.crypto;

import java.io.IOException;

/** The vault is whole, but of another password. */
public final class WrongPasswordException extends IOException {

  private static final long serialVersionUID = 1L;

  WrongPasswordException() {
    super("the password is wrong");
  }
}
