package io.drover.rules.decision;

import io.drover.values.Reason;

/**
 * A reason that a policy declares.
 *
 * @param policy name of the policy
 * @param code CamelCase
 */
public record PolicyReason(String policy, String code) implements Reason {}
