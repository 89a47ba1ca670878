package io.waggle.examples.password;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What can be set. */
@ObjectClassDefinition(id = PasswordConfig.PID, name = "Password handshake")
@interface PasswordConfig {

  /** The PID. */
  String PID = "io.waggle.examples.password";

  @AttributeDefinition(description = "The word that every peer has to know")
  String word();
}
