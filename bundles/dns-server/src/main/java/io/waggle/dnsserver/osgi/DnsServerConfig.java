package io.waggle.dnsserver.osgi;

import io.waggle.common.config.Range;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of one dns-discovery server. */
@ObjectClassDefinition(
    id = "io.waggle.server.dns",
    name = "Waggle dns-discovery server",
    description = "A server that clients of dns-discovery use to find each other")
@interface DnsServerConfig {

  @AttributeDefinition(
      description =
          "UDP ports to listen on. One that is taken is tried again every 5 s while the others"
              + " serve; 0 takes a free one")
  String[] ports() default {"5300", "53"};

  @AttributeDefinition(description = "Address to listen on; empty for all, IPv4 and IPv6")
  String bind() default "";

  @AttributeDefinition(
      description =
          "Domains to serve, such as dat.local; empty for any, where the last two labels of a name"
              + " are the domain")
  String[] domains() default {};

  @AttributeDefinition(
      description =
          "Seconds a peer lives without announcing again; clients do so every 60 to 70 s. 0 keeps"
              + " peers for ever. Also the TTL of the records sent",
      min = "0",
      max = "86400")
  @Range(min = 0, max = 86_400)
  int ttl() default 180;

  @AttributeDefinition(
      description =
          "Seconds a subscriber is told of new peers without asking again, at most ttl; 0 for as"
              + " long as ttl says",
      min = "0",
      max = "86400")
  @Range(min = 0, max = 86_400)
  int subscriber_ttl() default 90;

  @AttributeDefinition(
      description = "Peers in all; likewise subscribers. A peer takes about 150 bytes",
      min = "1",
      max = "10000000")
  @Range(min = 1, max = 10_000_000)
  int limit() default 200_000;

  @AttributeDefinition(description = "Peers of one name", min = "1", max = "100000")
  @Range(min = 1, max = 100_000)
  int limit_name() default 1_000;

  @AttributeDefinition(
      description = "Peers written from one source address; 0 for no limit",
      min = "0",
      max = "10000000")
  @Range(min = 0, max = 10_000_000)
  int limit_source() default 10_000;

  @AttributeDefinition(
      description = "Questions a second from one /24 (IPv4) or /48 (IPv6); 0 for no limit",
      min = "0",
      max = "1000000")
  @Range(min = 0, max = 1_000_000)
  int queries_second() default 2_000;

  @AttributeDefinition(
      description = "Seconds between two snapshots of the store; 0 saves only at stop",
      min = "0",
      max = "86400")
  @Range(min = 0, max = 86_400)
  int snapshot_seconds() default 60;
}
