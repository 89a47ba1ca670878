package io.waggle.kademliadht.osgi;

import io.waggle.api.discovery.SourceRole;
import io.waggle.api.discovery.spi.Trust;
import io.waggle.common.config.Range;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of a DHT as a discovery source. */
@ObjectClassDefinition(
    id = "io.waggle.source.dht",
    name = "Waggle DHT source",
    description = "Finds and announces peers in a DHT")
@interface DhtSourceConfig {

  @AttributeDefinition(
      description = "Name in the node; empty for dht- and the name of the configuration")
  String source_id() default "";

  @AttributeDefinition(description = "Name of the DHT (io.waggle.dht); empty for any")
  String dht() default "";

  @AttributeDefinition(
      description =
          "Milliseconds after which a topic is looked up again at first; the source asks for 1, 5, 15"
              + " and 60 s, then 10 minutes",
      min = "1000",
      max = "86400000")
  @Range(min = 1000, max = 86_400_000)
  long source_interval() default 5_000;

  @AttributeDefinition(description = "Peers of sources with a higher rank are dialled first")
  int source_rank() default 0;

  @AttributeDefinition(description = "Realms whose topics it may see; * is all")
  String[] source_realms() default {"public"};

  @AttributeDefinition(
      description = "Milliseconds after a join before it is asked",
      min = "0",
      max = "3600000")
  @Range(min = 0, max = 3_600_000)
  long source_startafter() default 0;

  @AttributeDefinition(
      description = "Milliseconds a round may take, the wait for the DHT to be ready included",
      min = "1000",
      max = "86400000")
  @Range(min = 1000, max = 86_400_000)
  long source_timeout() default 45_000;

  @AttributeDefinition(description = "Asked always, or only when the others give too little")
  SourceRole source_role() default SourceRole.PRIMARY;

  @AttributeDefinition(
      description = "How many peers of one topic are kept from it",
      min = "1",
      max = "1000000")
  @Range(min = 1, max = 1_000_000)
  int source_limit() default 1000;

  @AttributeDefinition(
      description = "LOCAL keeps private and loopback addresses, for a DHT of one's own network")
  Trust source_trust() default Trust.OPEN;
}
