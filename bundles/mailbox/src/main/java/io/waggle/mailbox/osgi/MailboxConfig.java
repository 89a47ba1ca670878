package io.waggle.mailbox.osgi;

import io.waggle.common.config.Range;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of one mailbox. */
@ObjectClassDefinition(
    id = "io.waggle.mailbox",
    name = "Waggle mailbox",
    description = "Identities, outbox and inbox of a person, over the mail overlay of a DHT")
@interface MailboxConfig {

  @AttributeDefinition(description = "Name in the node; empty for the name of the configuration")
  String mail_name() default "";

  @AttributeDefinition(description = "Name of the DHT (io.waggle.dht) that mail goes through")
  String dht() default "mail";

  @AttributeDefinition(description = "Name of the mail overlay, the same on all its nodes")
  String network() default "waggle-mail";

  @AttributeDefinition(
      description =
          "File with the password of the vault; empty for one that is made beside the vault, which"
              + " protects from nobody who can read both")
  String keyfile() default "";

  @AttributeDefinition(
      description =
          "Minutes after which all boxes are looked through; holders tell of new mail"
              + " in between",
      min = "1",
      max = "1440")
  @Range(min = 1, max = 1440)
  int poll() default 15;

  @AttributeDefinition(
      description = "Days that a mail waits for its recipient",
      min = "1",
      max = "30")
  @Range(min = 1, max = 30)
  int life() default 30;

  @AttributeDefinition(
      description = "Whether the inbox is told by a mail of what is delayed or not delivered")
  boolean reports() default true;

  @AttributeDefinition(
      description =
          "Whether contacts who are online hand mail to each other directly; they learn each"
              + " other's addresses then")
  boolean direct() default true;

  @AttributeDefinition(
      description =
          "Name of the swarm (io.waggle.swarm) for that; its handshake has to be noise or"
              + " noise-anonymous, its sources those of the realm mail")
  String swarm() default "mail";
}
