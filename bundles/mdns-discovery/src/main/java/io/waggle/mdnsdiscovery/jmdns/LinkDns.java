package io.waggle.mdnsdiscovery.jmdns;

import io.waggle.api.time.WaggleClock;
import io.waggle.mdnsdiscovery.dnssd.ResponderFactory.Transmitter;
import io.waggle.mdnsdiscovery.dnssd.ServiceNames;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.jmdns.impl.DNSIncoming;
import javax.jmdns.impl.DNSOutgoing;
import javax.jmdns.impl.DNSRecord;
import javax.jmdns.impl.JmDNSImpl;
import javax.jmdns.impl.constants.DNSConstants;
import javax.jmdns.impl.constants.DNSRecordClass;
import javax.jmdns.impl.tasks.RecordReaper;
import javax.jmdns.impl.tasks.state.Announcer;
import javax.jmdns.impl.tasks.state.Canceler;
import javax.jmdns.impl.tasks.state.Prober;
import javax.jmdns.impl.tasks.state.Renewer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JmDNS with its sockets and timers taken over. It reads what it is fed, sends through us, and runs
 * on one timer shared by all links: of its own it has one thread. It finds nothing, and remembers
 * nothing but what it needs to defend its names.
 */
final class LinkDns extends JmDNSImpl {

  private static final Logger log = LoggerFactory.getLogger(LinkDns.class);

  /** RFC 6762 §8.1: three probes, a quarter of a second apart, the first after a random wait. */
  private static final int PROBE_MILLIS = 250;

  /** §8.3: announced twice or more, a second apart. */
  private static final long ANNOUNCE_MILLIS = 1000;

  /** §8.1: after fifteen conflicts within ten seconds, five seconds pass before the next try. */
  private static final int MANY_CONFLICTS = 15;

  private static final long CONFLICTS_MILLIS = 10_000;
  private static final long CONFLICTS_PAUSE = 5_000;

  /** Records fed to it are no more than who asked or contradicted us; more than that is a flood. */
  private static final int MOST_CACHED = 512;

  private static final long JOIN_MILLIS = 1000;

  private final Wires wires;
  private final Queue<Long> probings = new ConcurrentLinkedQueue<>();
  private volatile boolean wired;
  private volatile Thread listener;
  private volatile TimerTask reaper;
  private volatile boolean muted;
  private volatile boolean broken;

  /** What it runs on. */
  record Wires(FedSocket socket, Timer timer, WaggleClock clock, Transmitter transmitter) {}

  /**
   * Opens it; probing begins.
   *
   * @param address of the link, with a host name of its own so that nobody looks one up
   */
  LinkDns(InetAddress address, String host, Wires wires) throws IOException {
    super(address, host);
    this.wires = wires;
    MulticastSocket opened = super.getSocket();
    this.wired = true;
    opened.close();
    closeSendSocket();
    startProber();
    startReaper();
  }

  /**
   * JmDNS binds a second socket to the address of the link. It would take the unicast packets of
   * another responder on this machine, and nobody would read them.
   */
  private void closeSendSocket() {
    try {
      Field field = JmDNSImpl.class.getDeclaredField("_sendSocket");
      field.setAccessible(true);
      MulticastSocket socket = (MulticastSocket) field.get(this);
      if (socket != null) {
        socket.close();
      }
    } catch (ReflectiveOperationException e) {
      log.debug("a socket stays open: {}", e.toString());
    }
  }

  /** Asked for by the listener's thread alone, which may run before our constructor is through. */
  @Override
  public MulticastSocket getSocket() {
    listener = Thread.currentThread();
    while (!wired) {
      Thread.onSpinWait();
    }
    return wires.socket();
  }

  /** Whether it must be replaced: its thread has ended by an error, or it would open sockets. */
  boolean isBroken() {
    Thread thread = listener;
    return broken || (thread != null && !thread.isAlive() && !isCanceling() && !isCanceled());
  }

  @Override
  public void send(DNSOutgoing out) {
    if (!out.isEmpty() && !muted) {
      InetSocketAddress to = out.getDestination();
      boolean group = to == null || to.getAddress().isMulticastAddress();
      wires.transmitter().send(out.data(), group ? Optional.empty() : Optional.of(to));
    }
  }

  private void schedule(TimerTask task, long delay, long period) {
    try {
      wires.timer().schedule(task, delay, period);
    } catch (IllegalStateException e) {
      // The timer was stopped, as everything ends.
      log.debug("too late for {}", task);
    }
  }

  @Override
  public void startProber() {
    if (wired) {
      long wait = getRandom().nextInt(PROBE_MILLIS) + pauseAfterConflicts();
      schedule(new Prober(this), wait, PROBE_MILLIS);
    }
  }

  private long pauseAfterConflicts() {
    long now = TimeUnit.NANOSECONDS.toMillis(wires.clock().nanoTime());
    probings.add(now);
    probings.removeIf(at -> now - at > CONFLICTS_MILLIS);
    return probings.size() > MANY_CONFLICTS ? CONFLICTS_PAUSE : 0;
  }

  @Override
  public void startAnnouncer() {
    schedule(new Announcer(this), 0, ANNOUNCE_MILLIS);
  }

  @Override
  public void startRenewer() {
    long half = PublishedService.TTL * 500L;
    schedule(new Renewer(this), half, half);
  }

  @Override
  public void startReaper() {
    if (wired) {
      reaper = new RecordReaper(this);
      schedule(reaper, DNSConstants.RECORD_REAPER_INTERVAL, DNSConstants.RECORD_REAPER_INTERVAL);
    }
  }

  /** Says goodbye once, at once; JmDNS itself takes two seconds and makes its caller wait. */
  @Override
  public void startCanceler() {
    Canceler canceler = new Canceler(this);
    canceler.run();
    boolean before = muted;
    muted = true;
    canceler.run();
    canceler.run();
    muted = before;
  }

  @Override
  public void startResponder(DNSIncoming in, InetAddress address, int port) {
    AnswerTask task = new AnswerTask(this, in, new InetSocketAddress(address, port));
    try {
      wires.timer().schedule(task, task.delay());
    } catch (IllegalStateException e) {
      log.debug("too late for an answer");
    }
  }

  @Override
  public void purgeTimer() {
    // The timer is not its own.
  }

  @Override
  public void purgeStateTimer() {
    // The timer is not its own.
  }

  @Override
  public void cancelTimer() {
    if (reaper != null) {
      reaper.cancel();
    }
  }

  /** Called when all goodbyes are said: the listener ends, so that nobody has to wait for it. */
  @Override
  public void cancelStateTimer() {
    wires.socket().end();
    Thread thread = listener;
    try {
      if (thread != null && thread != Thread.currentThread()) {
        thread.join(JOIN_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** It would open sockets of its own: it is replaced instead. */
  @Override
  public void recover() {
    broken = true;
  }

  /** Finding is not its business. */
  @Override
  public void updateRecord(long now, DNSRecord record, Operation operation) {
    if (getCache().size() > MOST_CACHED) {
      getCache().clear();
    }
  }

  /** It would answer for types that it has merely heard of. */
  @Override
  public boolean registerServiceType(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    boolean ours = ServiceNames.TYPES.stream().anyMatch(each -> each.toString().equals(lower));
    return ours && super.registerServiceType(type);
  }

  /** The services, under the names they have now. */
  List<PublishedService> published() {
    return getServices().values().stream()
        .filter(PublishedService.class::isInstance)
        .map(PublishedService.class::cast)
        .toList();
  }

  /** The addresses of the host. */
  Collection<DNSRecord> hostRecords() {
    return getLocalHost().answers(DNSRecordClass.CLASS_ANY, true, PublishedService.HOST_TTL);
  }

  /** Tells everybody these records, as many packets as it takes. */
  void tell(List<DNSRecord> records) {
    DNSOutgoing out = new DNSOutgoing(AnswerTask.RESPONSE);
    for (DNSRecord each : records) {
      out = AnswerTask.add(this, out, each, Optional.empty());
    }
    send(out);
  }
}
