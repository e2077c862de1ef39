package io.drover.rules.policy;

import java.util.List;

/**
 * A policy that was read and found to be in order.
 *
 * @param name from its {@code policy.yaml}
 * @param description from its {@code policy.yaml}
 * @param hash over all its files: 16 hexadecimal digits
 * @param reasons that its rules may give
 * @param rules in the order of files and lines
 */
public record Policy(
        String name, String description, String hash, List<DeclaredReason> reasons, List<RuleDefinition> rules) {

    public Policy {
        reasons = List.copyOf(reasons);
        rules = List.copyOf(rules);
    }
}
