package io.waggle.maildemo;

import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.Address;
import io.waggle.api.mail.Letter;
import io.waggle.api.mail.MailCopy;
import io.waggle.api.mail.MailEvent;
import io.waggle.api.mail.MailIdentity;
import io.waggle.api.mail.MailListener;
import io.waggle.api.mail.MailState;
import io.waggle.api.mail.MailStatus;
import io.waggle.api.mail.OutgoingMail;
import io.waggle.api.mail.ReceivedMail;
import io.waggle.api.net.PeerAddress;
import io.waggle.mailbox.mime.MimeFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Anna writes to Bert, who is away; a third of the nodes dies; Bert comes back and reads it. */
final class Story implements AutoCloseable {

  private static final String TEXT = "Dear Bert,\r\nno server has seen this.\r\nYours, Anna\r\n";
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long PAUSE_NANOS = 50_000_000L;

  private final DemoSite site;
  private final Path folder;
  private final Narrator narrator;
  private final List<DemoNode> nodes = new ArrayList<>();
  private final Map<String, Person> up = new TreeMap<>();
  private MailState seen = MailState.WAITING;

  Story(DemoSite site, Path folder, Narrator narrator) {
    this.site = site;
    this.folder = folder;
    this.narrator = narrator;
  }

  /** Plays it; true if the mail arrived as it was sent, and its sender has the proof. */
  boolean play(int count) throws Exception {
    startNodes(count);
    Address bert = introduce();
    MailStatus stored = send(bert);
    ByteString sent = sentMessage(stored);
    kill(stored.copies());
    boolean arrived = arrives(stored, sent);
    return arrived && proved(stored);
  }

  private void startNodes(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      nodes.add(DemoNode.start(site, folder.resolve("node-" + i), some()));
    }
    for (DemoNode node : nodes) {
      node.dht.ready().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    narrator.tell(
        "started", Map.of("nodes", count), count + " mail nodes run on ports of this machine");
  }

  private List<PeerAddress> some() {
    return nodes.stream().limit(3).map(node -> node.address).toList();
  }

  /** Bert makes an address, and is gone as soon as its keys lie in the network. */
  private Address introduce() throws Exception {
    Person bert = come("bert", event -> {});
    MailIdentity made = bert.mailbox.create("bert");
    await(
        "the keys of Bert to be stored",
        () -> bert.mailbox.identities().get(0).published().toEpochMilli() > 0);
    go("bert");
    narrator.tell(
        "offline",
        Map.of("who", "bert", "address", made.address()),
        "Bert has an address, " + made.address() + ", and is offline");
    return made.address();
  }

  private MailStatus send(Address bert) throws Exception {
    Person anna =
        come(
            "anna",
            event -> {
              if (event instanceof MailEvent.Progress progress) {
                progress(progress.status());
              }
            });
    Address self = anna.mailbox.create("anna").address();
    Letter letter =
        new Letter(
            self.asMail(),
            List.of(bert.asMail()),
            "Without a server",
            site.clock().instant(),
            Optional.of("demo@" + Address.DOMAIN),
            Optional.empty(),
            TEXT,
            List.of());
    MailStatus mail =
        anna.mailbox
            .send(new OutgoingMail(self, List.of(bert), new MimeFormat().compose(letter), false))
            .get(0);
    await(
        "the mail to be stored",
        () -> anna.mailbox.status(mail.id()).orElseThrow().state() == MailState.STORED);
    return anna.mailbox.status(mail.id()).orElseThrow();
  }

  private void progress(MailStatus status) {
    if (status.state() == seen) {
      return;
    }
    seen = status.state();
    narrator.tell(
        "progress",
        Map.of("state", status.state(), "held", status.held(), "wanted", status.wanted()),
        "Anna's mail: " + status.words(site.clock().instant()));
  }

  private ByteString sentMessage(MailStatus mail) throws IOException {
    ByteString message = up.get("anna").mailbox.sent(mail.id()).orElseThrow();
    go("anna");
    narrator.tell("offline", Map.of("who", "anna"), "Anna is offline too");
    return message;
  }

  /** A third of all, and of those a third of the nodes that hold the mail at least. */
  private void kill(List<MailCopy> copies) throws IOException {
    List<PeerAddress> holding = copies.stream().map(MailCopy::holder).toList();
    List<DemoNode> order = new ArrayList<>(nodes);
    order.sort((a, b) -> Boolean.compare(isIn(holding, b), isIn(holding, a)));
    int most = nodes.size() / 3;
    int ofThese = Math.min(most, (holding.size() + 2) / 3);
    List<DemoNode> dead = new ArrayList<>(order.subList(0, ofThese));
    dead.addAll(order.subList(order.size() - (most - ofThese), order.size()));
    for (DemoNode node : dead) {
      nodes.remove(node);
      node.close();
    }
    int lost = (int) dead.stream().map(node -> node.address).filter(holding::contains).count();
    narrator.tell(
        "killed",
        Map.of("nodes", dead.size(), "holders", lost, "left", nodes.size()),
        "%d nodes are killed, %d of the %d that hold the mail among them"
            .formatted(dead.size(), lost, holding.size()));
  }

  private static boolean isIn(List<PeerAddress> holding, DemoNode node) {
    return holding.contains(node.address);
  }

  private boolean arrives(MailStatus mail, ByteString sent) throws Exception {
    Person bert = come("bert", event -> {});
    narrator.tell("online", Map.of("who", "bert"), "Bert is back");
    await("the mail to come", () -> !bert.mailbox.inbox().isEmpty());
    ReceivedMail received = bert.mailbox.inbox().get(0);
    ByteString message = bert.mailbox.read(received.id()).orElseThrow();
    boolean same = received.id().equals(mail.id()) && message.equals(sent);
    Letter letter = new MimeFormat().read(message);
    narrator.tell(
        "arrived",
        Map.of(
            "from",
            received.from(),
            "subject",
            received.subject(),
            "text",
            letter.text(),
            "identical",
            same),
        "Bert has it, %s:%n%n  From: %s%n  Subject: %s%n%n  %s"
            .formatted(
                same ? "byte for byte" : "BUT NOT AS IT WAS SENT",
                received.from(),
                received.subject(),
                letter.text().strip().replace("\r\n", "\n  ") + "\n"));
    return same;
  }

  private boolean proved(MailStatus mail) throws Exception {
    Person anna = come("anna", event -> {});
    narrator.tell("online", Map.of("who", "anna"), "Anna is back and asks the nodes");
    await(
        "the proof of delivery",
        () -> anna.mailbox.status(mail.id()).orElseThrow().state() == MailState.DELIVERED);
    MailStatus last = anna.mailbox.status(mail.id()).orElseThrow();
    narrator.tell(
        "proved",
        Map.of("state", last.state()),
        "Anna has the proof: " + last.words(site.clock().instant()));
    for (MailCopy copy : last.copies()) {
      String fate = fate(copy);
      narrator.tell(
          "copy",
          Map.of("holder", copy.holder(), "key", copy.nodeKey(), "fate", fate),
          "  stored at %s, signed with %s at %s, %s"
              .formatted(copy.holder(), copy.nodeKey(), copy.since(), fate));
    }
    return true;
  }

  private String fate(MailCopy copy) {
    if (nodes.stream().noneMatch(n -> n.address.equals(copy.holder()))) {
      return "killed";
    }
    return copy.held() ? "still there" : "deleted since";
  }

  private Person come(String name, MailListener listener) throws IOException {
    Person person = Person.start(site, folder.resolve(name), some(), listener);
    up.put(name, person);
    return person;
  }

  private void go(String name) throws IOException {
    Person person = up.remove(name);
    if (person != null) {
      person.close();
    }
  }

  private void await(String what, BooleanSupplier done) throws TimeoutException {
    long end = site.clock().nanoTime() + PATIENCE.toNanos();
    while (!done.getAsBoolean()) {
      if (site.clock().nanoTime() - end > 0) {
        throw new TimeoutException(
            "waited " + PATIENCE.toSeconds() + " s for " + what + " in vain");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** What can go wrong at the end of a node has no consequence for the others. */
  @Override
  public void close() throws IOException {
    go("anna");
    go("bert");
    for (DemoNode node : nodes) {
      node.close();
    }
  }
}
