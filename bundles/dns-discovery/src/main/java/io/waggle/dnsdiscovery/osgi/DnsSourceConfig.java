package io.waggle.dnsdiscovery.osgi;

import io.waggle.api.discovery.SourceRole;
import io.waggle.api.discovery.spi.Trust;
import io.waggle.common.config.Range;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of one DNS source. */
@ObjectClassDefinition(
    id = "io.waggle.source.dns",
    name = "Waggle DNS source",
    description = "Finds and announces peers through dns-discovery servers")
@interface DnsSourceConfig {

  @AttributeDefinition(
      description = "Name in the node; empty for dns- and the name of the configuration")
  String source_id() default "";

  @AttributeDefinition(
      description =
          "Servers, at most 16, all asked at once: host for the ports 5300, then 53; host:port;"
              + " host:port/port")
  String[] servers() default {};

  @AttributeDefinition(description = "Domain that topics stand under")
  String domain() default "dat.local";

  @AttributeDefinition(
      description = "Milliseconds until a query is sent for the last time",
      min = "100",
      max = "60000")
  @Range(min = 100, max = 60_000)
  int timeout() default 7500;

  @AttributeDefinition(
      description = "How often a query is sent, with doubling pauses",
      min = "1",
      max = "8")
  @Range(min = 1, max = 8)
  int retries() default 5;

  @AttributeDefinition(
      description = "Queries a second to one server in the long run",
      min = "1",
      max = "10000")
  @Range(min = 1, max = 10_000)
  int queries_second() default 500;

  @AttributeDefinition(
      description = "Local addresses to send from, at most one of each family; empty for any")
  String[] bind() default {};

  @AttributeDefinition(
      description = "Local UDP port, which servers see; 0 for any",
      min = "0",
      max = "65535")
  @Range(min = 0, max = 65_535)
  int port() default 0;

  @AttributeDefinition(
      description =
          "Name of a shared UDP socket (io.waggle.udp) to use in place of bind and port: that of"
              + " uTP, so that holes are punched in NATs; empty for own sockets")
  String udp() default "";

  @AttributeDefinition(
      description =
          "Milliseconds after which servers are asked again, up to a tenth later; they forget a"
              + " subscription after 60 s",
      min = "1000",
      max = "86400000")
  @Range(min = 1000, max = 86_400_000)
  long source_interval() default 50_000;

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
      description = "Milliseconds a round may take; 0, as it stays open for pushes",
      min = "0",
      max = "86400000")
  @Range(min = 0, max = 86_400_000)
  long source_timeout() default 0;

  @AttributeDefinition(description = "Asked always, or only when the others give too little")
  SourceRole source_role() default SourceRole.PRIMARY;

  @AttributeDefinition(
      description = "How many peers of one topic are kept from it",
      min = "1",
      max = "1000000")
  @Range(min = 1, max = 1_000_000)
  int source_limit() default 1000;

  @AttributeDefinition(
      description = "OPEN drops private and loopback addresses that come from public servers")
  Trust source_trust() default Trust.OPEN;
}
