package io.waggle.api.discovery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One open join, for the shell and for machines.
 *
 * @param topic what was joined
 * @param options how
 * @param since when
 * @param outcome what came of it so far
 * @param rounds by source: what it was asked and what it said, newest last, bounded
 * @param announcements by source: the last publication
 */
public record JoinReport(
    Topic topic,
    JoinOptions options,
    Instant since,
    Outcome outcome,
    Map<SourceId, List<RoundReport>> rounds,
    Map<SourceId, Optional<String>> announcements) {}
