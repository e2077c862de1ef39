package io.drover.rules.policy;

import io.drover.rules.decision.FeasibilityReason;
import io.drover.rules.decision.PolicyReason;
import io.drover.values.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a {@code policy.yaml} says.
 *
 * @param name of the policy, a DNS label
 * @param description what it is for
 * @param reasons that its rules may give
 * @param builtIn it is the policy that comes with Drover, whose reasons are those of {@link FeasibilityReason}
 */
record Manifest(String name, String description, List<DeclaredReason> reasons, boolean builtIn) {

    static final String BUILT_IN_NAME = "feasibility";

    static Manifest ofBuiltIn() {
        List<DeclaredReason> reasons = Arrays.stream(FeasibilityReason.values())
                .map(reason -> new DeclaredReason(reason.code(), "", "", reason.waivable()))
                .toList();
        return new Manifest(BUILT_IN_NAME, "what is technically possible", reasons, true);
    }

    Optional<DeclaredReason> declared(String code) {
        return reasons.stream().filter(reason -> reason.code().equals(code)).findFirst();
    }

    Reason reason(DeclaredReason declared) {
        return builtIn ? builtInReason(declared.code()).orElseThrow() : new PolicyReason(name, declared.code());
    }

    static Optional<FeasibilityReason> builtInReason(String code) {
        return Arrays.stream(FeasibilityReason.values())
                .filter(reason -> reason.code().equals(code))
                .findFirst();
    }
}
