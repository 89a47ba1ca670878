package io.waggle.udpmux.osgi;

import io.waggle.common.config.Range;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of one shared socket. */
@ObjectClassDefinition(
    id = "io.waggle.udp",
    name = "Waggle shared UDP socket",
    description = "One socket for several protocols")
@interface UdpMuxConfig {

  @AttributeDefinition(description = "Name in the node; empty for the name of the configuration")
  String udp_name() default "";

  @AttributeDefinition(description = "UDP port; 0 for any", min = "0", max = "65535")
  @Range(min = 0, max = 65_535)
  int port() default 3282;

  @AttributeDefinition(description = "Local address; empty for all")
  String bind() default "";
}
