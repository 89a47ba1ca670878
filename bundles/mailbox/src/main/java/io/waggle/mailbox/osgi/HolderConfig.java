package io.waggle.mailbox.osgi;

import io.waggle.common.config.Range;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the holder. */
@ObjectClassDefinition(
    id = "io.waggle.mailbox.holder",
    name = "Waggle mail holder",
    description = "Keeps other people's sealed mail, within limits, and answers for it")
@interface HolderConfig {

  @AttributeDefinition(description = "Name of the DHT (io.waggle.dht) it stands on")
  String dht() default "mail";

  @AttributeDefinition(description = "Name of the mail overlay, the same on all its nodes")
  String network() default "waggle-mail";

  @AttributeDefinition(
      description = "Whether it looks hourly after what other holders still have of its records")
  boolean repair() default true;

  @AttributeDefinition(description = "Bytes of all records", min = "65536", max = "1000000000000")
  @Range(min = 65_536, max = 1_000_000_000_000L)
  long limit_bytes() default 268_435_456;

  @AttributeDefinition(description = "Records of all boxes", min = "1", max = "10000000")
  @Range(min = 1, max = 10_000_000)
  int limit_records() default 200_000;

  @AttributeDefinition(description = "Bytes of one box", min = "65536", max = "1000000000000")
  @Range(min = 65_536, max = 1_000_000_000_000L)
  long limit_box_bytes() default 26_214_400;

  @AttributeDefinition(description = "Records of one box", min = "1", max = "512")
  @Range(min = 1, max = 512)
  int limit_box_records() default 512;

  @AttributeDefinition(
      description = "Bytes of one box that strangers may have",
      min = "0",
      max = "1000000000000")
  @Range(min = 0, max = 1_000_000_000_000L)
  long limit_box_strangers() default 4_194_304;

  @AttributeDefinition(
      description = "Bytes of all records that came from other holders",
      min = "0",
      max = "1000000000000")
  @Range(min = 0, max = 1_000_000_000_000L)
  long limit_repairs() default 67_108_864;

  @AttributeDefinition(
      description = "Bytes a day of one source, a /24 or /48",
      min = "65536",
      max = "1000000000000")
  @Range(min = 65_536, max = 1_000_000_000_000L)
  long limit_source_bytes() default 8_388_608;

  @AttributeDefinition(description = "Records a minute of one source", min = "1", max = "1000000")
  @Range(min = 1, max = 1_000_000)
  int limit_source_puts() default 30;

  @AttributeDefinition(
      description = "Stamps checked a second, a millisecond of work each",
      min = "1",
      max = "100000")
  @Range(min = 1, max = 100_000)
  int limit_stamps() default 300;

  @AttributeDefinition(description = "KiB of the largest record: 4, 8, 16, 32 or 64")
  int limit_largest() default 64;

  @AttributeDefinition(
      description = "Whether private and loopback addresses are free of the limits of a source")
  boolean local_exempt() default true;
}
