package io.drover.rules.policy;

import io.drover.rules.decision.PolicyReason;
import io.drover.values.Reason;
import java.util.List;

/**
 * A policy that was read and found to be in order.
 *
 * @param name from its {@code policy.yaml}
 * @param description from its {@code policy.yaml}
 * @param owner from its {@code policy.yaml}; may be empty
 * @param hash over all its files that decide, and the values of its parameters: 16 hexadecimal digits
 * @param reasons that its rules may give
 * @param parameters with the values in force
 * @param rules in the order of files and lines
 */
public record Policy(
        String name,
        String description,
        String owner,
        String hash,
        List<DeclaredReason> reasons,
        List<Parameter> parameters,
        List<RuleDefinition> rules) {

    public Policy {
        reasons = List.copyOf(reasons);
        parameters = List.copyOf(parameters);
        rules = List.copyOf(rules);
    }

    /** A declared reason as findings give it. */
    public Reason reasonOf(DeclaredReason declared) {
        return name.equals(Manifest.BUILT_IN_NAME)
                ? Manifest.builtInReason(declared.code()).orElseThrow()
                : new PolicyReason(name, declared.code());
    }
}
