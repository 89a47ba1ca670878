package io.waggle.kademliadht.core;

import java.util.function.Consumer;

/** Something that was submitted, or that the node does of its own, and that takes a while. */
abstract class Task {

  final NodeContext node;
  long number;
  long submitted;
  private Operations owner;
  private Consumer<DhtEvent> listener = this::tell;

  Task(NodeContext node) {
    this.node = node;
  }

  final void own(Operations newOwner, long newNumber, long now) {
    owner = newOwner;
    number = newNumber;
    submitted = now;
  }

  /** Its events go there, not out of the node. */
  final void listen(Consumer<DhtEvent> other) {
    listener = other;
  }

  /** Sets out. */
  abstract void begin(long now);

  /** Ends it without a word. */
  abstract void cancel(long now);

  /** It is over. */
  final void done() {
    owner.remove(this);
  }

  final void event(DhtEvent event) {
    listener.accept(event);
  }

  private void tell(DhtEvent event) {
    if (number > 0) {
      node.out.event(event);
    }
  }
}
