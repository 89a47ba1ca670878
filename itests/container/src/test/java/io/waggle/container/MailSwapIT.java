package io.waggle.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtQuery;
import io.waggle.api.dht.DhtQueryHandler;
import io.waggle.api.dht.DhtResponder;
import io.waggle.api.mail.MailIdentity;
import io.waggle.api.mail.MailState;
import io.waggle.api.mail.MailStatus;
import io.waggle.api.mail.Mailbox;
import io.waggle.api.mail.OutgoingMail;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceRegistration;

/** The bundles that find nodes are taken away under a mailbox: it pauses, and goes on later. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class MailSwapIT {

  private static final long PATIENCE_MILLIS = 60_000;
  private static final Set<MailState> STORED = Set.of(MailState.STORED, MailState.DELIVERED);

  @Inject private BundleContext context;
  private Etc etc;
  private final int port = Running.freePort();

  @Configuration
  public Option[] framework() {
    return Node.with(
        "bcprov-jdk18on", "h2-mvstore", "api", "crypto", "udp-mux", "kademlia-dht", "mailbox");
  }

  @Before
  public void configure() {
    etc = new Etc(context);
    etc.write("io.waggle.dht-friend", "network=swap", "bind=127.0.0.1", "port=" + port);
    etc.write("io.waggle.mailbox.holder", "dht=friend", "network=swap");
    etc.write(
        "io.waggle.dht-mail",
        "network=swap",
        "bind=127.0.0.1",
        "port=0",
        "bootstrap=127.0.0.1:" + port);
    etc.write("io.waggle.mailbox-anna", "network=swap");
    etc.write("io.waggle.mailbox-bert", "network=swap");
  }

  @After
  public void clear() {
    etc.clear();
    await("no mailbox is left", () -> mailbox("anna").isEmpty() && mailbox("bert").isEmpty());
  }

  private void await(String what, BooleanSupplier condition) {
    Wait.until(
        PATIENCE_MILLIS,
        what,
        condition,
        () ->
            Stream.of("anna", "bert")
                .flatMap(name -> mailbox(name).stream())
                .map(
                    mailbox ->
                        mailbox.report() + " " + mailbox.identities() + " " + mailbox.outbox())
                .toList());
  }

  private Optional<Mailbox> mailbox(String name) {
    try {
      return context.getServiceReferences(Mailbox.class, "(mail.name=" + name + ")").stream()
          .findFirst()
          .map(context::getService);
    } catch (InvalidSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private Bundle bundle(String name) {
    return Stream.of(context.getBundles())
        .filter(bundle -> ("io.waggle." + name).equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  public void mail_waits_while_the_dht_is_uninstalled() throws Exception {
    await("both mailboxes", () -> mailbox("anna").isPresent() && mailbox("bert").isPresent());
    Mailbox anna = mailbox("anna").orElseThrow();
    Mailbox bert = mailbox("bert").orElseThrow();
    MailIdentity from = anna.create("anna");
    MailIdentity to = bert.create("bert");
    await(
        "the keys of Bert are published",
        () -> bert.identities().get(0).published().getEpochSecond() > 0);

    bundle("kademlia-dht").uninstall();
    bundle("udp-mux").uninstall();
    await("both pause", () -> !anna.report().online() && !bert.report().online());
    assertTrue(anna.report().reason().contains("no network"));
    ByteString message = ByteString.of("Subject: later\r\n\r\nNo network, no hurry.\r\n");
    MailStatus mail =
        anna.send(new OutgoingMail(from.address(), List.of(to.address()), message, false)).get(0);
    assertSame(anna, mailbox("anna").orElseThrow());
    assertEquals(Bundle.ACTIVE, bundle("mailbox").getState());
    assertEquals(MailState.WAITING, anna.status(mail.id()).orElseThrow().state());

    context.installBundle(Node.jar("udp-mux").toUri().toString()).start();
    context.installBundle(Node.jar("kademlia-dht").toUri().toString()).start();
    await(
        "the mail is stored", () -> STORED.contains(anna.status(mail.id()).orElseThrow().state()));
    // Whether Bert hears of it or looks before it is there depends on who is back first, and a look
    // that has begun before counts as his next one.
    await(
        "the mail comes",
        () -> {
          bert.poll();
          return !bert.inbox().isEmpty();
        });
    assertSame(anna, mailbox("anna").orElseThrow());
    assertEquals(Optional.of(message), bert.read(mail.id()));
    anna.poll();
    await(
        "the proof comes",
        () -> anna.status(mail.id()).orElseThrow().state() == MailState.DELIVERED);
  }

  /** Hears of new mail as the mailboxes of a node do. */
  private static final class Hearer implements DhtQueryHandler {
    private final List<DhtQuery> heard = new CopyOnWriteArrayList<>();

    @Override
    public Set<String> methods() {
      return Set.of("mb_new");
    }

    @Override
    public void handle(DhtQuery query, DhtResponder responder) {
      heard.add(query);
    }
  }

  private long hearers(String dht) {
    try {
      String filter = "(&(mail.news=true)(dht.name=" + dht + "))";
      return context.getServiceReferences(DhtQueryHandler.class, filter).size();
    } catch (InvalidSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  public void a_holder_tells_the_mailboxes_of_its_node() throws Exception {
    await("both mailboxes", () -> hearers("mail") == 2);
    Hearer here = new Hearer();
    ServiceRegistration<?> registered =
        context.registerService(
            DhtQueryHandler.class,
            here,
            FrameworkUtil.asDictionary(Map.of("dht.name", "friend", "mail.news", true)));
    try {
      mailbox("anna").orElseThrow().create("another of hers");
      await("the record of her keys is told of", () -> !here.heard.isEmpty());
      assertEquals("mb_new", here.heard.get(0).method());
    } finally {
      registered.unregister();
    }
  }
}
