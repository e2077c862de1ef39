package io.drover.agent.transfer;

import io.drover.values.Reason;

/**
 * A reason that another agent gave.
 *
 * @param code as it came
 */
public record PeerReason(String code) implements Reason {}
