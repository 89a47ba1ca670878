package io.waggle.mdnsdiscovery.osgi;

import io.waggle.api.discovery.SourceRole;
import io.waggle.api.discovery.spi.Trust;
import io.waggle.common.config.Range;
import io.waggle.mdnsdiscovery.LanSettings.Mode;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of one source on the local network. */
@ObjectClassDefinition(
    id = "io.waggle.source.mdns",
    name = "Waggle source on the local network",
    description = "Finds and announces peers on the local network by multicast DNS")
@interface LanSourceConfig {

  @AttributeDefinition(
      description = "Name in the node; empty for mdns- and the name of the configuration")
  String source_id() default "";

  @AttributeDefinition(
      description = "DAT speaks to npm's dns-discovery, DNSSD is what avahi and Bonjour show")
  Mode mode() default Mode.DAT;

  @AttributeDefinition(
      description =
          "Names of network interfaces, * for any letters, ! before a name excludes; empty for all"
              + " that are made for multicast")
  String[] interfaces() default {};

  @AttributeDefinition(
      description =
          "Networks such as 192.168.0.0/16; only interfaces with an address in one are used; empty"
              + " for any")
  String[] networks() default {};

  @AttributeDefinition(description = "Whether 224.0.0.251 is used")
  boolean ipv4() default true;

  @AttributeDefinition(description = "Whether ff02::fb is used")
  boolean ipv6() default true;

  @AttributeDefinition(description = "Domain that topics stand under in Dat's dialect")
  String domain() default "dat.local";

  @AttributeDefinition(
      description =
          "What the node's services are called by DNSSD, letters, digits and -, at most 40; empty"
              + " for waggle- and random digits")
  String name() default "";

  @AttributeDefinition(
      description = "How many services of others are known at most on a link, by DNSSD",
      min = "1",
      max = "10000")
  @Range(min = 1, max = 10_000)
  int services() default 512;

  @AttributeDefinition(
      description = "Port of the multicast groups; others are for closed networks and tests",
      min = "1",
      max = "65535")
  @Range(min = 1, max = 65_535)
  int group_port() default 5353;

  @AttributeDefinition(
      description = "How many peers of one topic are known at one address",
      min = "1",
      max = "10000")
  @Range(min = 1, max = 10_000)
  int host_limit() default 32;

  @AttributeDefinition(
      description = "Packets a second that are read of one sender in the long run",
      min = "10",
      max = "100000")
  @Range(min = 10, max = 100_000)
  int packets_second() default 200;

  @AttributeDefinition(
      description =
          "Milliseconds after which a topic is asked for again at rest, up to a sixth later",
      min = "1000",
      max = "86400000")
  @Range(min = 1000, max = 86_400_000)
  long source_interval() default 60_000;

  @AttributeDefinition(description = "Peers of sources with a higher rank are dialled first")
  int source_rank() default 20;

  @AttributeDefinition(description = "Realms whose topics it may see; * is all")
  String[] source_realms() default {"public", "lan"};

  @AttributeDefinition(
      description = "Milliseconds after a join before it is asked",
      min = "0",
      max = "3600000")
  @Range(min = 0, max = 3_600_000)
  long source_startafter() default 0;

  @AttributeDefinition(
      description = "Milliseconds a round may take; 0, as it stays open for who comes later",
      min = "0",
      max = "86400000")
  @Range(min = 0, max = 86_400_000)
  long source_timeout() default 0;

  @AttributeDefinition(description = "Asked always, or only when the others give too little")
  SourceRole source_role() default SourceRole.PRIMARY;

  @AttributeDefinition(
      description = "How many peers of one topic are kept from it",
      min = "1",
      max = "10000")
  @Range(min = 1, max = 10_000)
  int source_limit() default 1000;

  @AttributeDefinition(
      description = "LOCAL takes private and link-local addresses, which is what there is here")
  Trust source_trust() default Trust.LOCAL;
}
