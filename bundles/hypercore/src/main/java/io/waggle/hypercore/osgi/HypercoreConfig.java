package io.waggle.hypercore.osgi;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Which dats are known. */
@ObjectClassDefinition(
    id = HypercoreConfig.PID,
    name = "Waggle hypercore",
    description = "The dats whose peers we talk to, and the swarm that joins them")
@interface HypercoreConfig {

  /** The PID. */
  String PID = "io.waggle.hypercore";

  @AttributeDefinition(description = "Public keys of dats: 64 hex digits, or a dat:// link")
  String[] keys() default {};

  @AttributeDefinition(description = "Name of the swarm in which they are joined; empty: in none")
  String swarm() default "beaker";

  @AttributeDefinition(description = "Whether we are announced to their peers")
  boolean announce() default true;
}
