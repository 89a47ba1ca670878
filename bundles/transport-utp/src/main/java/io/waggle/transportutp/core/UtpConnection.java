package io.waggle.transportutp.core;

import io.waggle.transportutp.packet.Packet;
import io.waggle.transportutp.packet.PacketType;
import io.waggle.transportutp.packet.Sequence;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One connection. What the application asks for is answered when {@link #settle} has run, which the
 * endpoint sees to after each batch of datagrams.
 */
public final class UtpConnection {

  /** What a connection needs of its endpoint. */
  interface Home {

    void send(UtpConnection connection, Packet packet, int padding);

    /** It wants {@link #settle} to be called soon. */
    void unsettled(UtpConnection connection);

    /** It is over and is to be forgotten. */
    void gone(UtpConnection connection);

    void count(UtpStat stat);
  }

  private enum State {
    DIALLING,
    OPEN,
    /** The application has closed it; what it wrote is still on its way. */
    LEAVING,
    GONE
  }

  /** How often one is asked that has had our end and says nothing, in case it has gone silently. */
  private static final long ASK_HALF_CLOSED = Duration.ofSeconds(2).toNanos();

  private static final long LONGEST_FAREWELL = Duration.ofSeconds(10).toNanos();

  private final Home home;
  private final InetSocketAddress remote;
  private final int receiveId;
  private final int sendId;
  private final boolean dialled;
  private final Sender sender;
  private final Delays delays = new Delays();
  private final Requests requests = new Requests();
  private final Mouth mouth;
  private final CompletableFuture<Void> connected = new CompletableFuture<>();
  private final Vigil vigil;
  private final long keepAlive;
  private final int buffer;

  private Receiver receiver;
  private State state = State.DIALLING;
  private String fate = "";
  private boolean finTaken;
  private boolean closed;
  private long leaveBy;

  /** Bookkeeping of the endpoint. */
  long queuedFor = Long.MAX_VALUE;

  boolean isUnsettled;

  private UtpConnection(
      long now,
      Home home,
      InetSocketAddress remote,
      int receiveId,
      int sendId,
      int first,
      UtpSettings s) {
    this.home = home;
    this.remote = remote;
    this.receiveId = receiveId;
    this.sendId = sendId;
    this.dialled = receiveId != Sequence.plus(sendId, 1);
    this.sender = new Sender(this::transmit, first, s.sendBuffer(), s.largestPacket());
    this.mouth =
        new Mouth(now, (packet, pad) -> home.send(this, packet, pad), receiveId, sendId, delays);
    this.vigil = new Vigil(now, s.idle());
    this.keepAlive = s.idle().keepAliveNanos();
    this.buffer = s.receiveBuffer();
    this.receiver = new Receiver(0, buffer);
  }

  /** One that dials: the SYN goes out when it is settled. */
  static UtpConnection dial(
      long now, Home home, InetSocketAddress remote, int id, int first, UtpSettings settings) {
    UtpConnection connection =
        new UtpConnection(now, home, remote, id, Sequence.plus(id, 1), first, settings);
    connection.sender.take(PacketType.SYN);
    home.unsettled(connection);
    return connection;
  }

  /**
   * One that was dialled.
   *
   * @param id the one that the SYN had
   * @param syn the number of the SYN
   * @param first our first number, as the answer to the SYN has told it
   */
  static UtpConnection accept(
      long now, Home home, InetSocketAddress from, int id, int syn, int first, UtpSettings s) {
    UtpConnection connection =
        new UtpConnection(now, home, from, Sequence.plus(id, 1), id, first, s);
    connection.open(syn);
    return connection;
  }

  private void open(int last) {
    receiver = new Receiver(last, buffer);
    state = State.OPEN;
    connected.complete(null);
  }

  /** The other end. */
  public InetSocketAddress remote() {
    return remote;
  }

  /** The id in the packets that come. */
  int receiveId() {
    return receiveId;
  }

  /** The id in the packets that go. */
  int sendId() {
    return sendId;
  }

  /** Whether we dialled. */
  public boolean isDialled() {
    return dialled;
  }

  /** Done when the other end has answered; fails when it does not. */
  public CompletableFuture<Void> connected() {
    return connected;
  }

  /** Whether nothing more will happen. */
  public boolean isGone() {
    return state == State.GONE;
  }

  /** Smoothed round-trip time, nanoseconds; 0 if none is known. */
  public long roundTrip() {
    return sender.roundTrip().smoothed();
  }

  /** Bytes that may be in flight. */
  public int congestionWindow() {
    return sender.window();
  }

  /** Bytes of the largest datagram that is known to arrive. */
  public int datagram() {
    return sender.datagram();
  }

  /** As {@link io.waggle.api.swarm.ByteStream#read}. */
  public CompletableFuture<Integer> read(ByteBuffer into) {
    if (requests.isReading()) {
      return CompletableFuture.failedFuture(new IllegalStateException("a read is under way"));
    }
    if (closed || (state == State.GONE && !receiver.isReadable())) {
      return CompletableFuture.failedFuture(new IOException(fate));
    }
    home.unsettled(this);
    return requests.read(into);
  }

  /** As {@link io.waggle.api.swarm.ByteStream#write}. */
  public CompletableFuture<Void> write(ByteBuffer data) {
    Optional<Exception> refusal = refusal();
    if (refusal.isEmpty() && finTaken) {
      refusal = Optional.of(new IOException("our half has been ended"));
    }
    home.unsettled(this);
    return refusal.isPresent()
        ? CompletableFuture.failedFuture(refusal.get())
        : requests.write(data);
  }

  /** As {@link io.waggle.api.swarm.ByteStream#finish}. */
  public CompletableFuture<Void> finish() {
    Optional<Exception> refusal = refusal();
    if (refusal.isEmpty()) {
      sayGoodbye();
    }
    return refusal.isPresent()
        ? CompletableFuture.failedFuture(refusal.get())
        : CompletableFuture.completedFuture(null);
  }

  private Optional<Exception> refusal() {
    if (requests.isWriting()) {
      return Optional.of(new IllegalStateException("a write is under way"));
    }
    boolean shut = state == State.LEAVING || state == State.GONE;
    return shut ? Optional.of(new IOException(fate)) : Optional.empty();
  }

  private void sayGoodbye() {
    if (!finTaken) {
      finTaken = true;
      sender.take(PacketType.FIN);
      home.unsettled(this);
    }
  }

  /** As {@link io.waggle.api.swarm.ByteStream#close}; what was taken is still sent. */
  public void close(long now) {
    if (closed) {
      return;
    }
    closed = true;
    fate = state == State.DIALLING ? "the dial was given up" : "the wire is closed";
    if (state == State.GONE) {
      requests.fail(fate);
      return;
    }
    state = State.LEAVING;
    leaveBy = now + LONGEST_FAREWELL;
    requests.fail(fate);
    receiver.discard();
    if (dialled && !sender.hasSpoken()) {
      // libutp heeds no end that comes before data: it would wait for a word of ours.
      mouth.reset(now, sender.next(), receiver);
      end(fate);
    } else {
      sayGoodbye();
      home.unsettled(this);
    }
  }

  /** Ends it at once, without a word to the peer. */
  void end(String reason) {
    if (state == State.GONE) {
      return;
    }
    if (!closed) {
      fate = reason;
      requests.answerRead(receiver);
    }
    state = State.GONE;
    sender.clear();
    requests.fail(fate);
    connected.completeExceptionally(new IOException(fate));
    home.gone(this);
  }

  /** What is told to packets that come after the end; nothing if there was no connection. */
  void leaveWord(long now, Farewells farewells) {
    if (connected.isDone() && !connected.isCompletedExceptionally()) {
      farewells.add(
          now, new Farewells.Key(remote, receiveId), sendId, sender.next(), receiver.last());
    }
  }

  /** A packet with our id from the peer's address. */
  void packet(long now, Packet packet) {
    if (packet.type() == PacketType.RESET) {
      reset(packet);
      return;
    }
    boolean answer = state == State.DIALLING && packet.type() == PacketType.STATE;
    if (packet.type() == PacketType.SYN
        || state == State.GONE
        || !sender.isPlausible(packet.ack())
        || (state == State.DIALLING && !answer)) {
      return;
    }
    vigil.heard(now);
    delays.hear(now, packet);
    if (answer && packet.ack() == Sequence.plus(sender.next(), -1)) {
      open(Sequence.plus(packet.seq(), -1));
    }
    sender.acknowledged(
        now,
        packet.ack(),
        packet.selective(),
        packet.window(),
        delays.queueing(sender.roundTrip().latest()));
    if (state != State.DIALLING) {
      payload(now, packet);
    }
    home.unsettled(this);
  }

  private void payload(long now, Packet packet) {
    if (packet.type() != PacketType.DATA && packet.type() != PacketType.FIN) {
      return;
    }
    receiver.take(packet, requests.readBuffer());
    if (mouth.owesAck()) {
      mouth.acknowledge(now, sender.next(), receiver);
    }
  }

  /** Only who has seen a packet of ours of late can reset the connection. */
  private void reset(Packet packet) {
    if (!sender.hasSentOfLate(packet.ack())) {
      return;
    }
    if (finTaken && sender.isDone()) {
      // A libutp that had our end goes without one of its own; asked later, it resets.
      receiver.finish();
    }
    end("the peer " + (state == State.DIALLING ? "refused" : "has reset") + " the connection");
  }

  /** Sends and answers what can be sent and answered now. */
  void settle(long now) {
    if (state == State.GONE) {
      requests.answerRead(receiver);
      return;
    }
    if (requests.isWriting() && state == State.OPEN) {
      sender.take(requests.writeBuffer());
    }
    sender.flush(now);
    requests.answerWrite();
    requests.answerRead(receiver);
    if (mouth.isAckDue() || windowReopened()) {
      mouth.acknowledge(now, sender.next(), receiver);
    }
    leaveIfDone(now);
  }

  /** A peer that was told of no room waits to be told of some. */
  private boolean windowReopened() {
    return state == State.OPEN && mouth.toldWindow() < buffer / 4 && receiver.window() > buffer / 2;
  }

  private void leaveIfDone(long now) {
    if (state == State.LEAVING && (sender.isDone() || now >= leaveBy)) {
      end(fate);
    } else if (receiver.isEnded() && finTaken && sender.isDone()) {
      end("both sides have ended");
    }
  }

  private void transmit(long now, Segment segment) {
    mouth.transmit(now, segment, receiver);
  }

  /** When {@link #tick} has something to do. */
  long deadline() {
    if (state == State.GONE) {
      return Long.MAX_VALUE;
    } else if (state == State.DIALLING) {
      return sender.deadline();
    }
    long quiet = Math.min(mouth.sentAt() + quietTime(), vigil.deadline());
    long next = Math.min(sender.deadline(), quiet);
    return state == State.LEAVING ? Math.min(next, leaveBy) : next;
  }

  private long quietTime() {
    boolean half = finTaken && sender.isDone() && state == State.OPEN;
    return half ? Math.min(ASK_HALF_CLOSED, keepAlive) : keepAlive;
  }

  /** Does what is due. */
  void tick(long now) {
    if (state == State.GONE) {
      return;
    }
    sender.expire(now);
    if (vigil.isLost(now, sender)) {
      home.count(UtpStat.PEERS_LOST);
      end("no answer from the peer for " + vigil.silence(now) / 1_000_000_000L + " s");
    } else if (state != State.DIALLING) {
      breakSilence(now);
    }
    settle(now);
  }

  private void breakSilence(long now) {
    if (vigil.asks(now, sender)) {
      home.count(UtpStat.PROBES);
      mouth.probe(now, sender.next(), receiver);
    }
    if (now - mouth.sentAt() >= quietTime()) {
      mouth.keepAlive(now, sender.next(), receiver);
    }
  }
}
