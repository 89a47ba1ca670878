package io.waggle.mdnsdiscovery.osgi;

import io.waggle.api.discovery.Withdrawal;
import io.waggle.api.discovery.spi.AnnounceRequest;
import io.waggle.api.discovery.spi.Announcement;
import io.waggle.api.discovery.spi.FindRequest;
import io.waggle.api.discovery.spi.FindSink;
import io.waggle.api.discovery.spi.Receipt;
import io.waggle.api.discovery.spi.Round;
import io.waggle.api.discovery.spi.SourceException;
import io.waggle.mdnsdiscovery.LanSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The open rounds and the announcements, which outlive the source they were made with: the hub need
 * not know that another mode or port makes another source.
 */
final class Carried {

  private final Set<Asked> rounds = new LinkedHashSet<>();
  private final Set<Held> announcements = new LinkedHashSet<>();

  /** An open round. */
  private final class Asked implements Round {
    private final FindRequest request;
    private final FindSink sink;
    private Round round;

    Asked(FindRequest request, FindSink sink) {
      this.request = request;
      this.sink = sink;
    }

    @Override
    public void close() {
      Round ended;
      synchronized (Carried.this) {
        rounds.remove(this);
        ended = round;
      }
      ended.close();
    }
  }

  /** An announcement that is published. */
  final class Held {
    private final AnnounceRequest request;
    private Announcement announcement;

    private Held(AnnounceRequest request, Announcement announcement) {
      this.request = request;
      this.announcement = announcement;
    }

    CompletionStage<Receipt> publish() {
      synchronized (Carried.this) {
        return announcement.publish();
      }
    }

    CompletionStage<Withdrawal> withdraw() {
      synchronized (Carried.this) {
        announcements.remove(this);
        return announcement.withdraw();
      }
    }
  }

  synchronized Round find(LanSource source, FindRequest request, FindSink sink)
      throws SourceException {
    Asked asked = new Asked(request, sink);
    asked.round = source.find(request, sink);
    rounds.add(asked);
    return asked;
  }

  synchronized Held announce(LanSource source, AnnounceRequest request) {
    Held held = new Held(request, source.announce(request));
    announcements.add(held);
    return held;
  }

  /** Everything goes on with another source. */
  synchronized void moveTo(LanSource source) {
    for (Held held : announcements) {
      held.announcement = source.announce(held.request);
      held.announcement.publish();
    }
    for (Asked asked : List.copyOf(rounds)) {
      asked.round.close();
      try {
        asked.round = source.find(asked.request, asked.sink);
      } catch (SourceException e) {
        rounds.remove(asked);
        asked.sink.failed(e);
      }
    }
  }
}
