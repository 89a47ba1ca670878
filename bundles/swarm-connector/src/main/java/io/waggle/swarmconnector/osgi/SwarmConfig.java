package io.waggle.swarmconnector.osgi;

import io.waggle.api.discovery.Hashing;
import io.waggle.api.discovery.Topic;
import io.waggle.common.config.Range;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What can be set on a swarm. */
@ObjectClassDefinition(
    id = SwarmConfig.PID,
    name = "Waggle swarm",
    description = "Joins topics, dials and accepts peers, keeps one connection a peer")
@interface SwarmConfig {

  /** The factory PID. */
  String PID = "io.waggle.swarm";

  @AttributeDefinition(
      description = "Name of the swarm, unique in the node; empty: the name of the file")
  String swarm_name() default "";

  @AttributeDefinition(
      min = "0",
      max = "65535",
      description = "Port to listen on, the same for every transport; 0: any free one")
  @Range(min = 0, max = 65535)
  int port() default 3282;

  @AttributeDefinition(description = "Whether any free port is taken when the wished one is in use")
  boolean port_fallback() default true;

  @AttributeDefinition(description = "Address to listen on; empty: every one, IPv4 and IPv6")
  String bind() default "";

  @AttributeDefinition(
      description = "Our id in handshakes, hex, 1 to 256 bytes; empty: 32 random bytes a run")
  String id() default "";

  @AttributeDefinition(description = "Filter that selects the handshake service")
  String handshake_target() default "(handshake.name=discovery-swarm)";

  @AttributeDefinition(description = "Transports by name, in the order in which they take the port")
  String[] transports() default {"tcp", "utp"};

  @AttributeDefinition(
      min = "0",
      max = "100000",
      description = "Most connections, incoming and outgoing together; 0: no limit")
  @Range(min = 0, max = 100_000)
  int max_connections() default 0;

  @AttributeDefinition(
      min = "1",
      max = "10000",
      description = "Most dials under way at once, handshake included")
  @Range(min = 1, max = 10_000)
  int max_dials() default 24;

  @AttributeDefinition(
      min = "1",
      max = "100000",
      description = "Most incoming wires that have not shaken hands")
  @Range(min = 1, max = 100_000)
  int max_halfopen() default 256;

  @AttributeDefinition(
      min = "1",
      max = "1000000",
      description = "Most addresses kept in mind; those given up go first")
  @Range(min = 1, max = 1_000_000)
  int max_addresses() default 10_000;

  @AttributeDefinition(min = "100", max = "120000", description = "Time limit of a dial, ms")
  @Range(min = 100, max = 120_000)
  int connect_timeout() default 3000;

  @AttributeDefinition(min = "100", max = "120000", description = "Time limit of a handshake, ms")
  @Range(min = 100, max = 120_000)
  int handshake_timeout() default 5000;

  @AttributeDefinition(
      description = "Addresses or CIDR blocks that may be dialled and let in; empty: all")
  String[] allow() default {};

  @AttributeDefinition(description = "Addresses or CIDR blocks that may not; wins over 'allow'")
  String[] deny() default {};

  @AttributeDefinition(
      min = "0",
      description = "Bytes a second read from all connections together; 0: no limit")
  @Range(min = 0)
  long bandwidth_in() default 0;

  @AttributeDefinition(
      min = "0",
      description = "Bytes a second written to all connections together; 0: no limit")
  @Range(min = 0)
  long bandwidth_out() default 0;

  @AttributeDefinition(
      min = "0",
      description = "Bytes a second read from each connection; 0: no limit")
  @Range(min = 0)
  long bandwidth_connection_in() default 0;

  @AttributeDefinition(
      min = "0",
      description = "Bytes a second written to each connection; 0: no limit")
  @Range(min = 0)
  long bandwidth_connection_out() default 0;

  @AttributeDefinition(
      description = "Whether an older connection to a peer always stays; both ends should agree")
  boolean keep_existing() default false;

  @AttributeDefinition(description = "Topics to join: names, or hex:<bytes in hex>")
  String[] topics() default {};

  @AttributeDefinition(
      description = "How the key on the wire is made from a topic: SHA-1, or as it is")
  Hashing hashing() default Hashing.SHA1;

  @AttributeDefinition(description = "Realm of the topics; only sources that serve it hear of them")
  String realm() default Topic.PUBLIC;

  @AttributeDefinition(description = "Whether we are announced at the topics")
  boolean announce() default true;

  @AttributeDefinition(description = "Whether peers are looked for at the topics")
  boolean lookup() default true;
}
