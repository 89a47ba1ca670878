package io.waggle.knownpeers.osgi;

import io.waggle.api.discovery.SourceRole;
import io.waggle.api.discovery.spi.Trust;
import io.waggle.common.config.Range;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of one list of known peers. */
@ObjectClassDefinition(
    id = "io.waggle.source.known",
    name = "Waggle known peers",
    description = "Names peers of a list, and those that were met before")
@interface KnownPeersConfig {

  @AttributeDefinition(
      description = "Name in the node; empty for known- and the name of the configuration")
  String source_id() default "";

  @AttributeDefinition(
      description = "Peers as host:port; names are resolved again at each round; [v6]:port")
  String[] peers() default {};

  @AttributeDefinition(
      description = "Topics it serves, as names or hex: and the key; empty for every topic")
  String[] topics() default {};

  @AttributeDefinition(description = "Whether peers that were connected to are remembered")
  boolean remember() default true;

  @AttributeDefinition(
      description = "How many peers a topic are remembered",
      min = "1",
      max = "10000")
  @Range(min = 1, max = 10_000)
  int remember_limit() default 50;

  @AttributeDefinition(
      description = "Days after which a peer that was not met again is forgotten",
      min = "1",
      max = "3650")
  @Range(min = 1, max = 3650)
  int remember_days() default 30;

  @AttributeDefinition(
      description = "Milliseconds after which it is asked again",
      min = "1000",
      max = "86400000")
  @Range(min = 1000, max = 86_400_000)
  long source_interval() default 60_000;

  @AttributeDefinition(description = "Peers of sources with a higher rank are dialled first")
  int source_rank() default 0;

  @AttributeDefinition(description = "Realms whose topics it may see; * is all")
  String[] source_realms() default {"*"};

  @AttributeDefinition(
      description = "Milliseconds after a join before it is asked",
      min = "0",
      max = "3600000")
  @Range(min = 0, max = 3_600_000)
  long source_startafter() default 0;

  @AttributeDefinition(
      description = "Milliseconds a round may take",
      min = "1000",
      max = "86400000")
  @Range(min = 1000, max = 86_400_000)
  long source_timeout() default 30_000;

  @AttributeDefinition(description = "Asked always, or only when the others give too little")
  SourceRole source_role() default SourceRole.PRIMARY;

  @AttributeDefinition(
      description = "How many peers of one topic are kept from it",
      min = "1",
      max = "1000000")
  @Range(min = 1, max = 1_000_000)
  int source_limit() default 1000;

  @AttributeDefinition(description = "Whether private and loopback addresses are kept")
  Trust source_trust() default Trust.LOCAL;
}
