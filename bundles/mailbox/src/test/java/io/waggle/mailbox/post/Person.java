package io.waggle.mailbox.post;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.crypto.KeyVault;
import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.Address;
import io.waggle.api.mail.MailEvent;
import io.waggle.api.mail.MailStatus;
import io.waggle.api.mail.OutgoingMail;
import io.waggle.api.mail.ReceivedMail;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.Swarm;
import io.waggle.mailbox.net.MailNetwork;
import io.waggle.mailbox.net.Strand;
import io.waggle.testkit.time.VirtualTime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Somebody with a mailbox in a test, who can be offline, and whose process can be killed. */
final class Person {

  final List<MailEvent> events = new ArrayList<>();
  final Address address;
  private final Crypto crypto;
  private final VirtualTime time;
  private final MemoryOverlay overlay;
  private final KeyVault vault;
  private final Path folder;
  Optional<Swarm> swarm = Optional.empty();
  PostOffice office;
  LocalMailbox mailbox;

  Person(
      Crypto crypto,
      VirtualTime time,
      MemoryOverlay overlay,
      KeyVault vault,
      Path folder,
      String name)
      throws Exception {
    this.crypto = crypto;
    this.time = time;
    this.overlay = overlay;
    this.vault = vault;
    this.folder = folder;
    start();
    address = mailbox.create(name).address();
  }

  /** Reads everything from the disk, as a new process does. */
  void start() throws Exception {
    Listeners listeners = new Listeners();
    listeners.add(events::add);
    MailNetwork network =
        overlay.client(
            (box, name) -> {
              if (office != null) {
                office.told(box, name, PeerAddress.of(new byte[] {100, 0, 0, 1}, 6881));
              }
            });
    office =
        new PostOffice(
            PostSettings.of("test", folder, "net"),
            new Environment(
                crypto, vault, network, new Strand(time, time), Runnable::run, listeners));
    office.direct(() -> swarm);
    mailbox = new LocalMailbox(office, listeners);
    office.start();
  }

  /** As kill -9: nothing more is done or written. */
  void stop() {
    office.environment.strand().close();
    office = null;
  }

  MailStatus send(Person to, String text) throws Exception {
    ByteString message = ByteString.of("Subject: " + text + "\r\n\r\n" + text + "\r\n");
    return mailbox.send(new OutgoingMail(address, List.of(to.address), message, true)).get(0);
  }

  MailStatus send(Person to, ByteString message) throws Exception {
    return mailbox.send(new OutgoingMail(address, List.of(to.address), message, true)).get(0);
  }

  MailStatus status(MailStatus mail) {
    return mailbox.status(mail.id()).orElseThrow();
  }

  List<String> subjects() {
    return mailbox.inbox().stream().map(ReceivedMail::subject).toList();
  }
}
