package io.waggle.discoverychannel.osgi;

import io.waggle.common.config.Range;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The hub's keys. */
@ObjectClassDefinition(id = "io.waggle.discovery", name = "Waggle discovery")
@interface DiscoveryConfig {

  @AttributeDefinition(
      min = "0",
      max = "3600000",
      description = "ms that primary sources may give too little before fallback ones are asked")
  @Range(min = 0, max = 3_600_000)
  long fallback_after() default 5_000;

  @AttributeDefinition(
      min = "0",
      max = "3600000",
      description = "ms a peer is kept after nobody vouches for it any more")
  @Range(min = 0, max = 3_600_000)
  long claim_grace() default 15_000;

  @AttributeDefinition(
      min = "0",
      max = "600000",
      description = "the most ms added to an interval; never more than a sixth of the interval")
  @Range(min = 0, max = 600_000)
  long jitter() default 10_000;

  @AttributeDefinition(min = "10", max = "600000", description = "ms of pause after a first error")
  @Range(min = 10, max = 600_000)
  long backoff_min() default 1_000;

  @AttributeDefinition(
      min = "10",
      max = "86400000",
      description = "ms of pause after errors at most; never more than two intervals")
  @Range(min = 10, max = 86_400_000)
  long backoff_max() default 600_000;

  @AttributeDefinition(min = "1", max = "60000", description = "ms a withdrawal may take")
  @Range(min = 1, max = 60_000)
  long withdraw_timeout() default 3_000;

  @AttributeDefinition(
      min = "1",
      max = "1000000",
      description = "peers of one /24 or /48 kept a topic from one source of trust OPEN")
  @Range(min = 1, max = 1_000_000)
  int limit_group() default 32;

  @AttributeDefinition(
      min = "1",
      max = "1000000",
      description = "new peers a second taken from one source; more are counted and dropped")
  @Range(min = 1, max = 1_000_000)
  int limit_second() default 1_000;

  @AttributeDefinition(
      description =
          "service properties that stand above a source's own, as `id:key=value`, for example"
              + " `dns-home:source.rank=5`")
  String[] override() default {};
}
