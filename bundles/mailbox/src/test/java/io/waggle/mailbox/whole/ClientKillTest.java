package io.waggle.mailbox.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.mail.Address;
import io.waggle.api.mail.MailEvent;
import io.waggle.api.mail.MailId;
import io.waggle.api.mail.ReceivedMail;
import io.waggle.api.net.HostAndPort;
import io.waggle.mailbox.holder.ChildProcess;
import io.waggle.mailbox.holder.Loopback;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who sends and who receives, each in a process of its own, are killed while they send, lay down,
 * fetch and delete, again and again, among holders that stay (MAIL.md §11, T12): each mail that was
 * acknowledged comes, whole and once, and what was deleted does not come back. {@code
 * -Dwaggle.kill.rounds=20} for more rounds. The kernel lives on, so this does not show what a power
 * cut does.
 */
class ClientKillTest {

  private static final int ROUNDS = Integer.getInteger("waggle.kill.rounds", 2);
  private static final PrintStream OUT = System.out;
  private static final int HOLDERS = 6;
  private static final int LONGEST_LIFE_MILLIS = 3000;

  /** Longer than the second try of a mail waits for its third. */
  private static final int PATIENCE_SECONDS = 200;

  @TempDir Path folder;
  private final Random random = new Random(17);
  private final Loopback holders = new Loopback();
  private final Map<Integer, MailId> sent = new HashMap<>();
  private final Set<Integer> deleting = new HashSet<>();
  private final Set<Integer> deleted = new HashSet<>();
  private final List<Integer> arrived = new ArrayList<>();
  private HostAndPort bootstrap;
  private Address anna;
  private Address bert;
  private int next;
  private int lives;

  @AfterEach
  void close() throws IOException {
    holders.close();
  }

  /** Whose keys are in the network, so that nobody waits for them. */
  private Address person(String name) throws Exception {
    BlockingQueue<MailEvent> none = new LinkedBlockingQueue<>();
    try (LoneClient client = new LoneClient(folder.resolve(name), bootstrap, none::add)) {
      Address made = client.mailbox.create(name).address();
      for (int i = 0; i < 6000 && !isPublished(client); i++) {
        LockSupport.parkNanos(10_000_000L);
      }
      assertThat(isPublished(client)).isTrue();
      return made;
    }
  }

  private static boolean isPublished(LoneClient client) {
    return client.mailbox.identities().get(0).published().isAfter(Instant.EPOCH);
  }

  @Test
  @Timeout(1200)
  void whatWasAcknowledgedComesOnce() throws Exception {
    for (int i = 0; i < HOLDERS; i++) {
      holders.hold(holders.open(), folder.resolve("holder" + i), LoneClient.CRYPTO);
    }
    holders.awaitReady();
    bootstrap = HostAndPort.parse(holders.nodes.get(0).address().toString());
    anna = person("anna");
    bert = person("bert");
    for (int round = 0; round < ROUNDS; round++) {
      CompletableFuture<Void> fetching =
          CompletableFuture.runAsync(() -> life("bert"), task -> new Thread(task, "bert").start());
      try {
        life("anna", bert.toString(), Integer.toString(next));
      } finally {
        fetching.join();
      }
    }
    assertThat(sent).isNotEmpty();
    check();
    OUT.printf(
        "%d lives killed: %d mails acknowledged of %d, %d had come before, %d deleted%n",
        lives, sent.size(), next, arrived.size(), deleted.size());
  }

  /** From the start of a process until it is killed, at any time after it is ready. */
  private void life(String name, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of(folder.resolve(name).toString(), bootstrap.toString()));
    arguments.addAll(List.of(more));
    try {
      ChildProcess.run(LoneClient.class, arguments, this::note);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void note(String line, ChildProcess child) {
    String[] words = line.split(" ", -1);
    if (words.length != 3 || !words[2].equals(".")) {
      return; // the last one, cut by the kill
    }
    int number = Integer.parseInt(words[1]);
    switch (words[0]) {
      case "ready" ->
          holders.executor.schedule(
              child::kill,
              lives++ < 2 ? LONGEST_LIFE_MILLIS : random.nextInt(LONGEST_LIFE_MILLIS),
              TimeUnit.MILLISECONDS);
      case "sending" -> next = number + 1;
      case "arrived" -> arrived.add(number);
      case "deleting" -> deleting.add(number);
      case "deleted" -> deleted.add(number);
      default -> sent.put(number, MailId.parse(words[0].substring("sent:".length())));
    }
  }

  private void check() throws Exception {
    assertThat(arrived).doesNotHaveDuplicates();
    BlockingQueue<MailEvent> events = new LinkedBlockingQueue<>();
    try (LoneClient a = new LoneClient(folder.resolve("anna"), bootstrap, events::add);
        LoneClient b = new LoneClient(folder.resolve("bert"), bootstrap, events::add)) {
      // What came before is there before anything is fetched again.
      List<Integer> before = numbers(b);
      assertThat(arrived).filteredOn(this::isKept).allMatch(before::contains);
      assertThat(a.mailbox.outbox()).extracting(s -> s.id()).containsAll(sent.values());
      Set<Integer> wanted = new HashSet<>(sent.keySet());
      wanted.removeAll(deleting);
      while (!numbers(b).containsAll(wanted)) {
        assertThat(events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
            .as(() -> a.mailbox.outbox().stream().map(m -> m.words(m.created())).toList() + "")
            .isNotNull();
      }
      whole(b);
    }
    undamaged("anna/outbox");
    undamaged("bert/inbox");
  }

  private boolean isKept(int number) {
    return !deleting.contains(number);
  }

  private static List<Integer> numbers(LoneClient client) {
    return client.mailbox.inbox().stream()
        .map(ReceivedMail::subject)
        .map(Integer::valueOf)
        .toList();
  }

  private void whole(LoneClient client) throws IOException {
    assertThat(numbers(client)).doesNotHaveDuplicates().noneMatch(deleted::contains);
    for (ReceivedMail mail : client.mailbox.inbox()) {
      int number = Integer.parseInt(mail.subject());
      assertThat(number).isLessThan(next);
      assertThat(client.mailbox.read(mail.id())).contains(LoneClient.message(number));
      assertThat(mail.from()).isEqualTo(anna);
    }
  }

  private void undamaged(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      assertThat(files.filter(f -> f.toString().endsWith(".damaged"))).isEmpty();
    }
  }
}
