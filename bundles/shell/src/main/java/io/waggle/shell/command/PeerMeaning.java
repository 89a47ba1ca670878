package io.waggle.shell.command;

import io.waggle.api.swarm.PeerReport;
import io.waggle.shell.view.Texts;
import java.util.Optional;

/** The state of an address in words. */
final class PeerMeaning {

  private PeerMeaning() {}

  static String sentence(Optional<PeerReport> report) {
    return report
        .map(PeerMeaning::sentence)
        .orElse("the swarm does not know this address: no source has named it at a joined topic");
  }

  private static String sentence(PeerReport peer) {
    return switch (peer.state()) {
      case QUEUED -> "it waits for a free slot to be dialled";
      case CONNECTING -> "it is being dialled now";
      case HANDSHAKING -> "it answered and is shaking hands";
      case CONNECTED -> "it is connected";
      case WAITING ->
          "the last attempt failed"
              + (peer.lastError().isEmpty() ? "" : " (" + peer.lastError() + ")")
              + peer.nextDial()
                  .map(d -> "; it is dialled again in " + Texts.duration(d))
                  .orElse("");
      case DROPPED ->
          "it was given up after "
              + peer.attempts()
              + " attempts; it is dialled again when a source names it anew";
      case BANNED -> "it is never dialled: it is ourselves, denied, or was removed";
    };
  }
}
