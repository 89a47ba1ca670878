package io.waggle.mdnsdiscovery.dat;

import io.waggle.api.metrics.Counter;
import io.waggle.api.metrics.Metrics;

/** The dialect's counters, made once so that all stand at 0 from the start. */
record DatMeters(
    Counter packetsIn,
    Counter packetsOut,
    Counter questionsIn,
    Counter questionsOut,
    Counter answersIn,
    Counter answersOut,
    Counter ownQuestions,
    Counter ownAnswers,
    Counter suppressedQuestions,
    Counter suppressedAnswers,
    Counter repeatedQuestions,
    Counter unwantedAnswers,
    Counter foreign,
    Counter offLink,
    Counter overLimit,
    Counter malformed,
    Counter peers,
    Counter refusedPeers,
    Counter goodbyesIn,
    Counter goodbyesOut) {

  static DatMeters in(Metrics metrics) {
    return new DatMeters(
        metrics.counter("packets.in"),
        metrics.counter("packets.out"),
        metrics.counter("questions.in"),
        metrics.counter("questions.out"),
        metrics.counter("answers.in"),
        metrics.counter("answers.out"),
        metrics.counter("questions.own"),
        metrics.counter("answers.own"),
        metrics.counter("questions.suppressed"),
        metrics.counter("answers.suppressed"),
        metrics.counter("questions.repeated"),
        metrics.counter("answers.unwanted"),
        metrics.counter("dropped.foreign"),
        metrics.counter("dropped.offlink"),
        metrics.counter("dropped.flood"),
        metrics.counter("dropped.malformed"),
        metrics.counter("peers"),
        metrics.counter("peers.refused"),
        metrics.counter("goodbyes.in"),
        metrics.counter("goodbyes.out"));
  }
}
