package io.waggle.simulation.world;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.core.Command;
import io.waggle.kademliadht.core.DhtEvent;
import io.waggle.kademliadht.core.DhtNode;
import io.waggle.kademliadht.core.Output;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.simulation.model.Behaviour;
import io.waggle.simulation.model.Nat;
import io.waggle.simulation.model.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A machine with one address, on which a node runs, or has run, or will. */
public final class Host implements Output {

  private final World world;
  private final int index;
  private final Endpoint endpoint;
  private final Place place;
  private final Nat nat;
  private DhtNode node;
  private NodeId id;
  private long upSince;
  private Behaviour behaviour = Behaviour.HONEST;
  private Map<Long, Consumer<DhtEvent>> asked;
  private Consumer<DhtEvent> asking;

  Host(World world, int index, Endpoint endpoint, Place place, Nat nat) {
    this.world = world;
    this.index = index;
    this.endpoint = endpoint;
    this.place = place;
    this.nat = nat;
  }

  /** Its number, from 0. */
  public int index() {
    return index;
  }

  /** Its address as the world sees it. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** Where it lies. */
  public Place place() {
    return place;
  }

  /** What stands between it and the world. */
  public Nat nat() {
    return nat;
  }

  /** The node, null while it is down. */
  public DhtNode node() {
    return node;
  }

  /** Whether a node runs. */
  public boolean isUp() {
    return node != null;
  }

  /** The id of the node that runs or has run. */
  public NodeId id() {
    return id;
  }

  /** Since when it runs, in nanoseconds. */
  public long upSince() {
    return upSince;
  }

  /** What it does with what comes. */
  public Behaviour behaviour() {
    return behaviour;
  }

  /** Makes it an adversary, or honest. */
  public Host behave(Behaviour other) {
    behaviour = other;
    return this;
  }

  void start(DhtNode newNode, NodeId newId, long now) {
    node = newNode;
    id = newId;
    upSince = now;
  }

  void stop() {
    node = null;
    asked = null;
  }

  /** Tells the node to do something, and hears what comes of it. */
  public long submit(Command command, Consumer<DhtEvent> listener) {
    asking = listener;
    long operation = node.submit(world.now(), command, this);
    if (asked == null) {
      asked = new HashMap<>(4);
    }
    asked.put(operation, listener);
    asking = null;
    world.reschedule(this);
    return operation;
  }

  /** Tells the node to do something. */
  public void submit(Command command) {
    node.submit(world.now(), command, this);
    world.reschedule(this);
  }

  /** No more news of that. */
  public void forget(long operation) {
    if (asked != null && asked.remove(operation) != null && asked.isEmpty()) {
      asked = null;
    }
  }

  @Override
  public void send(int socketTag, Endpoint to, byte[] buffer, int offset, int length) {
    world.send(this, to, buffer, offset, length);
  }

  @Override
  public void event(DhtEvent event) {
    Consumer<DhtEvent> listener = asked == null ? null : asked.get(operation(event));
    if (listener == null && operation(event) > 0) {
      listener = asking;
    }
    if (listener != null) {
      listener.accept(event);
    }
  }

  private static long operation(DhtEvent event) {
    if (event instanceof DhtEvent.LookupDone e) {
      return e.operation();
    } else if (event instanceof DhtEvent.StoreDone e) {
      return e.operation();
    } else if (event instanceof DhtEvent.Stored e) {
      return e.operation();
    } else if (event instanceof DhtEvent.RepublishDone e) {
      return e.operation();
    } else if (event instanceof DhtEvent.PeersFound e) {
      return e.operation();
    } else if (event instanceof DhtEvent.ItemFound e) {
      return e.operation();
    } else if (event instanceof DhtEvent.Replied e) {
      return e.operation();
    } else if (event instanceof DhtEvent.Failed e) {
      return e.operation();
    }
    return 0;
  }
}
