package io.waggle.shell.oneshot;

import io.waggle.common.config.Range;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What a one-shot command is to do. */
@ObjectClassDefinition(
    id = "io.waggle.command",
    name = "Waggle :: one-shot command",
    description = "Written by the launcher; a node without it runs until it is stopped")
public @interface CommandConfig {

  /** Which command. */
  enum Kind {
    /** Join a topic and talk to its peers. */
    join,
    /** Ask who is there. */
    lookup,
    /** Show the ports of the servers. */
    server
  }

  @AttributeDefinition(description = "what to do")
  Kind command() default Kind.join;

  @AttributeDefinition(description = "the topic: a name, or hex where `hash` is off")
  String name() default "";

  @AttributeDefinition(description = "whether the topic's key is the SHA-1 of its name")
  boolean hash() default true;

  @AttributeDefinition(description = "one JSON object a line instead of text")
  boolean json() default false;

  @AttributeDefinition(description = "when to end; 0 for not before it is done", min = "0")
  @Range(min = 0)
  long seconds() default 0;

  @AttributeDefinition(description = "sent with a line end on each connection; empty for nothing")
  String say() default "";

  @AttributeDefinition(description = "whether others are told of us")
  boolean announce() default true;
}
