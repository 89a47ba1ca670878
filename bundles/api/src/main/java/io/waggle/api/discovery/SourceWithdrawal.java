package io.waggle.api.discovery;

import java.util.Optional;

/**
 * One source's answer when a join was left.
 *
 * @param source which
 * @param withdrawal what it could take back; empty if it failed
 * @param fault why it failed
 */
public record SourceWithdrawal(
    SourceId source, Optional<Withdrawal> withdrawal, Optional<SourceFault> fault) {}
