package io.waggle.mailbox.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtQueryHandler;
import io.waggle.api.mail.Address;
import io.waggle.api.mail.OutgoingMail;
import io.waggle.api.mail.ReceivedMail;
import io.waggle.api.metrics.Metrics;
import io.waggle.crypto.BouncyCrypto;
import io.waggle.mailbox.holder.DhtHolder;
import io.waggle.mailbox.holder.FreeWork;
import io.waggle.mailbox.identity.MemoryVault;
import io.waggle.mailbox.net.DhtNetwork;
import io.waggle.mailbox.net.Strand;
import io.waggle.mailbox.post.Environment;
import io.waggle.mailbox.post.Listeners;
import io.waggle.mailbox.post.LocalMailbox;
import io.waggle.mailbox.post.PostOffice;
import io.waggle.mailbox.post.PostSettings;
import io.waggle.testkit.time.VirtualTime;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes that keep mail: what Anna sends to Bert lies on his alone. */
class OwnMailTest {

  private static final String NETWORK = "waggle-mail";

  private final Crypto crypto = new FreeWork(new BouncyCrypto(new SecureRandom()));
  private final VirtualTime time = new VirtualTime();
  @TempDir Path folder;
  private Node anna;
  private Node bert;

  /** A node with a holder and a mailbox. */
  private final class Node implements ConfiguredHolder.Publisher {
    final SmallDht dht;
    final ConfiguredHolder holder;
    final PostOffice office;
    final LocalMailbox mailbox;
    private Optional<DhtQueryHandler> keeper = Optional.empty();

    Node(String name, int number) throws IOException {
      dht = new SmallDht(number);
      holder =
          new ConfiguredHolder(
              crypto, time, time, new Metrics(), folder.resolve(name + "-held"), this);
      holder.came(dht.service, "mail");
      holder.configure(Map.of());
      office =
          new PostOffice(
              PostSettings.of(name, folder.resolve(name), NETWORK),
              new Environment(
                  crypto,
                  new MemoryVault(),
                  new DhtNetwork(() -> Optional.of(dht.service), () -> keeper),
                  new Strand(time, time),
                  Runnable::run,
                  new Listeners()));
      mailbox = new LocalMailbox(office, new Listeners());
      dht.handlers.add(new NewsHandler(office));
      office.start();
    }

    @Override
    public void opened(String name, DhtHolder opened) {
      keeper = Optional.of(opened);
      dht.handlers.add(opened);
    }

    @Override
    public void closing() {
      keeper = Optional.empty();
    }

    @Override
    public List<DhtQueryHandler> mailboxes(String name) {
      return List.of(dht.handlers.get(0));
    }
  }

  @BeforeEach
  void open() throws IOException {
    anna = new Node("anna", 1);
    bert = new Node("bert", 2);
    anna.dht.others.add(bert.dht);
    bert.dht.others.add(anna.dht);
  }

  @AfterEach
  void close() {
    anna.holder.close();
    bert.holder.close();
  }

  @Test
  void whatAnotherNodeLaysDownHereIsThereAtOnce() throws Exception {
    Address from = anna.mailbox.create("anna").address();
    Address to = bert.mailbox.create("bert").address();
    // All looks of the beginning are over then, the next one is minutes away.
    time.advance(Duration.ofMinutes(3));

    ByteString message = ByteString.of("Subject: ping\r\n\r\nping\r\n");
    anna.mailbox.send(new OutgoingMail(from, List.of(to), message, false));
    time.advance(Duration.ofSeconds(5));
    assertThat(anna.mailbox.outbox().get(0).copies()).hasSize(1);
    assertThat(bert.mailbox.inbox()).extracting(ReceivedMail::subject).containsExactly("ping");
  }
}
