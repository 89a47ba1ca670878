package io.waggle.maildemo;

import io.waggle.api.crypto.KeyVault;
import io.waggle.api.mail.MailListener;
import io.waggle.api.mail.Mailbox;
import io.waggle.api.net.PeerAddress;
import io.waggle.crypto.FileVaults;
import io.waggle.mailbox.net.DhtNetwork;
import io.waggle.mailbox.net.Strand;
import io.waggle.mailbox.post.Environment;
import io.waggle.mailbox.post.Listeners;
import io.waggle.mailbox.post.LocalMailbox;
import io.waggle.mailbox.post.PostOffice;
import io.waggle.mailbox.post.PostSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Somebody with a mail node and a mailbox, who comes and goes; the disk is all that stays. */
final class Person implements AutoCloseable {

  final DemoNode node;
  final Mailbox mailbox;
  private final PostOffice office;

  private Person(DemoNode node, Mailbox mailbox, PostOffice office) {
    this.node = node;
    this.mailbox = mailbox;
    this.office = office;
  }

  /** Comes up from what the disk has. */
  static Person start(
      DemoSite site, Path folder, List<PeerAddress> bootstrap, MailListener listener)
      throws IOException {
    DemoNode node = DemoNode.start(site, folder, bootstrap);
    Path mail = Files.createDirectories(folder.resolve("mail"));
    KeyVault vault =
        new FileVaults(site.crypto())
            .open(mail.resolve("vault"), "demo".getBytes(StandardCharsets.UTF_8));
    Listeners listeners = new Listeners();
    listeners.add(listener);
    PostOffice office =
        new PostOffice(
            PostSettings.of(folder.getFileName().toString(), mail, DemoSite.NETWORK),
            new Environment(
                site.crypto(),
                vault,
                new DhtNetwork(() -> Optional.of(node.dht)),
                new Strand(site.executor(), site.clock()),
                site.executor(),
                listeners));
    office.start();
    return new Person(node, new LocalMailbox(office, listeners), office);
  }

  @Override
  public void close() throws IOException {
    office.close();
    node.close();
  }
}
