package io.waggle.kademliadht.driver;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtContact;
import io.waggle.api.dht.DhtHop;
import io.waggle.api.dht.DhtItem;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.dht.LookupReport;
import io.waggle.api.dht.NodeId;
import io.waggle.api.dht.RepublishReport;
import io.waggle.api.dht.StoreReport;
import io.waggle.kademliadht.core.DhtEvent;
import io.waggle.kademliadht.lookup.Found;
import io.waggle.kademliadht.lookup.LookupResult;
import io.waggle.kademliadht.store.StoredItem;
import io.waggle.kademliadht.table.Contact;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** From the core's types to those of the api. */
final class Reports {

  private Reports() {}

  static DhtPeerNode node(Found found) {
    return new DhtPeerNode(found.id(), found.endpoint().toPeerAddress());
  }

  static LookupReport lookup(NodeId target, List<LookupResult> results) {
    return new LookupReport(
        target,
        results.stream()
            .flatMap(r -> r.closest().stream())
            .map(Reports::node)
            .sorted((a, b) -> target.compareDistance(a.id(), b.id()))
            .toList(),
        results.stream().mapToInt(LookupResult::requests).sum(),
        results.stream().mapToInt(LookupResult::replies).sum(),
        results.stream().mapToInt(LookupResult::dead).sum(),
        results.stream().mapToInt(LookupResult::hops).max().orElse(0),
        Duration.ofNanos(results.stream().mapToLong(LookupResult::nanos).max().orElse(0)),
        results.stream()
            .flatMap(r -> r.trace().stream())
            .sorted(Comparator.comparingLong(LookupResult.Hop::askedNanos))
            .map(Reports::hop)
            .toList());
  }

  private static DhtHop hop(LookupResult.Hop hop) {
    return new DhtHop(
        node(hop.node()),
        Optional.ofNullable(hop.source()),
        hop.hops(),
        hop.state(),
        Duration.ofNanos(hop.askedNanos()),
        hop.answeredNanos() < 0
            ? Optional.empty()
            : Optional.of(Duration.ofNanos(hop.answeredNanos())));
  }

  static StoreReport store(DhtEvent.StoreDone done) {
    return new StoreReport(
        done.holders().stream().map(Reports::node).toList(), done.asked(), done.refusal());
  }

  static StoreReport store(DhtEvent.Stored stored) {
    return new StoreReport(
        stored.holders().stream().map(Reports::node).toList(), stored.asked(), stored.refusal());
  }

  static RepublishReport republish(int values, DhtEvent.RepublishDone done, Duration took) {
    return new RepublishReport(values, done.stored(), done.lookups(), done.requests(), took);
  }

  static DhtItem item(StoredItem item) {
    return new DhtItem(
        item.target(),
        ByteString.of(item.value()),
        item.isMutable() ? Optional.of(ByteString.of(item.key())) : Optional.empty(),
        ByteString.of(item.salt()),
        item.seq(),
        ByteString.of(item.signature()));
  }

  static DhtContact contact(NodeId local, Contact contact) {
    return new DhtContact(
        new DhtPeerNode(contact.id(), contact.endpoint().toPeerAddress()),
        local,
        local.commonPrefix(contact.id()),
        contact.live(),
        Duration.ofSeconds(contact.firstSeenAge()),
        contact.lastOkAge() < 0
            ? Optional.empty()
            : Optional.of(Duration.ofSeconds(contact.lastOkAge())),
        contact.rttMillis(),
        contact.fails());
  }
}
