package io.waggle.mailbox.whole;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtQuery;
import io.waggle.api.dht.DhtQueryHandler;
import io.waggle.api.dht.DhtResponder;
import io.waggle.api.mail.Address;
import io.waggle.api.mail.MailEvent;
import io.waggle.api.mail.MailId;
import io.waggle.api.mail.OutgoingMail;
import io.waggle.api.mail.ReceivedMail;
import io.waggle.api.net.HostAndPort;
import io.waggle.api.time.WaggleClock;
import io.waggle.crypto.BouncyCrypto;
import io.waggle.crypto.FileVaults;
import io.waggle.mailbox.holder.FreeWork;
import io.waggle.mailbox.holder.Loopback;
import io.waggle.mailbox.net.DhtNetwork;
import io.waggle.mailbox.net.Strand;
import io.waggle.mailbox.post.Environment;
import io.waggle.mailbox.post.Listeners;
import io.waggle.mailbox.post.LocalMailbox;
import io.waggle.mailbox.post.PostOffice;
import io.waggle.mailbox.post.PostSettings;
import io.waggle.mailbox.wire.MailQuery;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A mailbox on a node of its own, with its vault and its folders on the disk. As a process it sends
 * or fetches until it is killed, and says each time what it has done. Stamps are spared.
 */
final class LoneClient implements AutoCloseable {

  static final Crypto CRYPTO = new FreeWork(new BouncyCrypto(new SecureRandom()));
  private static final int LONG = 150_000;

  final LocalMailbox mailbox;
  private final Loopback loopback = new Loopback();
  private final PostOffice office;

  LoneClient(Path folder, HostAndPort bootstrap, Consumer<MailEvent> events) throws Exception {
    Loopback.Node node = loopback.open(List.of(bootstrap));
    Listeners listeners = new Listeners();
    listeners.add(events::accept);
    office =
        new PostOffice(
            PostSettings.of("lone", folder, Loopback.NETWORK),
            new Environment(
                CRYPTO,
                new FileVaults(CRYPTO).open(folder.resolve("vault"), new byte[] {1}),
                new DhtNetwork(() -> Optional.of(node.dht)),
                new Strand(loopback.executor, WaggleClock.system()),
                loopback.executor,
                listeners));
    mailbox = new LocalMailbox(office, listeners);
    node.host.addHandler(new News());
    loopback.awaitReady();
    office.start();
  }

  private final class News implements DhtQueryHandler {
    @Override
    public Set<String> methods() {
      return Set.of("mb_new");
    }

    @Override
    public void handle(DhtQuery query, DhtResponder responder) {
      if (MailQuery.decode(query.method(), query.arguments()).orElseThrow()
          instanceof MailQuery.Fresh fresh) {
        office.told(fresh.box(), fresh.name(), query.from().address());
      }
    }
  }

  /** The message of that number; some are long, and nothing of them can be deflated away. */
  static ByteString message(int number) {
    byte[] bytes = new byte[number % 9 == 4 ? LONG : 500];
    new Random(number).nextBytes(bytes);
    byte[] head = "Subject: %d\r\n\r\n".formatted(number).getBytes(US_ASCII);
    System.arraycopy(head, 0, bytes, 0, head.length);
    return ByteString.of(bytes);
  }

  static boolean isDeleted(int number) {
    return number % 5 == 2;
  }

  /** Arguments: folder, bootstrap, then whom to send to and the first number, if it is to send. */
  public static void main(String[] args) throws Exception {
    PrintStream out = System.out;
    HostAndPort bootstrap = HostAndPort.parse(args[1]);
    Consumer<MailEvent> events =
        event -> {
          if (event instanceof MailEvent.Arrived arrived) {
            say(out, "arrived", arrived.mail().subject());
          }
        };
    LoneClient client = new LoneClient(Path.of(args[0]), bootstrap, events);
    say(out, "ready", "0");
    if (args.length > 2) {
      client.send(Address.parse(args[2]), Integer.parseInt(args[3]), out);
    }
    while (true) {
      client.mailbox.poll().toCompletableFuture().get(60, TimeUnit.SECONDS);
      client.deleteSome(out);
    }
  }

  private void send(Address to, int first, PrintStream out) throws Exception {
    Address self = mailbox.identities().get(0).address();
    for (int i = first; true; i++) {
      say(out, "sending", "" + i);
      MailId id = mailbox.send(new OutgoingMail(self, List.of(to), message(i), false)).get(0).id();
      say(out, "sent:" + id, "" + i);
      LockSupport.parkNanos(40_000_000L);
    }
  }

  private void deleteSome(PrintStream out) throws IOException {
    for (ReceivedMail mail : mailbox.inbox()) {
      if (isDeleted(Integer.parseInt(mail.subject()))) {
        say(out, "deleting", mail.subject());
        mailbox.delete(mail.id());
        say(out, "deleted", mail.subject());
      }
    }
  }

  private static void say(PrintStream out, String what, String number) {
    out.print(what + " " + number + " .\n");
    out.flush();
  }

  @Override
  public void close() throws IOException {
    office.close();
    loopback.close();
  }
}
