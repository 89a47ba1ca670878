package io.waggle.kademliadht.osgi;

import io.waggle.common.config.Range;
import io.waggle.kademliadht.core.IdPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of one DHT. */
@ObjectClassDefinition(
    id = "io.waggle.dht",
    name = "Waggle DHT",
    description = "A node of a Kademlia network on the wire of BitTorrent")
@interface DhtConfig {

  @AttributeDefinition(description = "Name in the node; empty for the name of the configuration")
  String dht_name() default "";

  @AttributeDefinition(description = "UDP port; 0 for any", min = "0", max = "65535")
  @Range(min = 0, max = 65_535)
  int port() default 6881;

  @AttributeDefinition(
      description = "Local addresses, one socket and id each; empty for one socket on all of them")
  String[] bind() default {};

  @AttributeDefinition(
      description = "Whether the socket on all addresses speaks IPv6 as well (BEP 32)")
  boolean ipv6() default true;

  @AttributeDefinition(
      description = "Name of a shared UDP socket (io.waggle.udp) to use; empty for our own")
  String udp() default "";

  @AttributeDefinition(
      description =
          "Nodes to begin with, host:port; remembered nodes and other sources come beside them")
  String[] bootstrap() default {};

  @AttributeDefinition(
      description = "Our id, 40 hex digits; empty for the remembered one or a new one")
  String id() default "";

  @AttributeDefinition(
      description =
          "Name of a private network; nodes of other networks are not heard. Empty for the open"
              + " one")
  String network() default "";

  @AttributeDefinition(description = "Ask, but do not answer (BEP 43)")
  boolean read_only() default false;

  @AttributeDefinition(
      description =
          "BEP 42: ANY takes ids as they are, PREFER fits ours to our address, ENFORCE gives others"
              + " no place")
  IdPolicy ids() default IdPolicy.PREFER;

  @AttributeDefinition(description = "Whether private and loopback addresses can be nodes")
  boolean allow_local() default true;

  @AttributeDefinition(
      description = "Whether neighbours of one network may take some places of a table only")
  boolean diversity() default true;

  @AttributeDefinition(description = "Whether far buckets hold up to 128 nodes: fewer hops")
  boolean wide() default true;

  @AttributeDefinition(
      description = "Nodes that must have answered at the end of a lookup",
      min = "1",
      max = "64")
  @Range(min = 1, max = 64)
  int lookup_width() default 8;

  @AttributeDefinition(description = "Questions of a lookup in flight", min = "1", max = "16")
  @Range(min = 1, max = 16)
  int lookup_alpha() default 4;

  @AttributeDefinition(description = "Disjoint paths of a lookup", min = "1", max = "16")
  @Range(min = 1, max = 16)
  int lookup_paths() default 1;

  @AttributeDefinition(
      description = "Milliseconds that operations wait for the node to be ready",
      min = "0",
      max = "600000")
  @Range(min = 0, max = 600_000)
  int lookup_wait() default 20_000;

  @AttributeDefinition(
      description = "Queries a second of one source that are answered",
      min = "1",
      max = "100")
  @Range(min = 1, max = 100)
  int limit_queries() default 10;

  @AttributeDefinition(
      description = "Stores a second of one source that are taken",
      min = "1",
      max = "100")
  @Range(min = 1, max = 100)
  int limit_puts() default 2;

  @AttributeDefinition(
      description = "Queries a second in all that are answered",
      min = "1",
      max = "10000000")
  @Range(min = 1, max = 10_000_000)
  int limit_all() default 20_000;

  @AttributeDefinition(
      description = "Signatures a second that are checked",
      min = "1",
      max = "1000000")
  @Range(min = 1, max = 1_000_000)
  int limit_verifications() default 500;

  @AttributeDefinition(
      description = "Sources told apart, a power of two, 16 bytes each; 0 limits nobody",
      min = "0",
      max = "1048576")
  @Range(min = 0, max = 1_048_576)
  int limit_sources() default 4096;

  @AttributeDefinition(
      description = "Peers kept for others, of each family",
      min = "1",
      max = "100000000")
  @Range(min = 1, max = 100_000_000)
  int store_peers() default 1_000_000;

  @AttributeDefinition(
      description = "Bytes of items kept for others",
      min = "0",
      max = "1000000000000")
  @Range(min = 0, max = 1_000_000_000_000L)
  long store_bytes() default 67_108_864;

  @AttributeDefinition(
      description = "Minutes after which the table is saved",
      min = "1",
      max = "1440")
  @Range(min = 1, max = 1440)
  int save() default 10;
}
