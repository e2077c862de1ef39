package io.drover.rules.policy;

import io.drover.rules.decision.FeasibilityReason;
import io.drover.rules.decision.PolicyReason;
import io.drover.rules.decision.ReasonCatalogue;
import io.drover.values.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a {@code policy.yaml} says.
 *
 * @param name of the policy, a DNS label
 * @param description what it is for
 * @param owner who answers for it; may be empty
 * @param reasons that its rules may give
 * @param parameters with the values in force
 * @param builtIn it is the policy that comes with Drover, whose reasons are those of {@link FeasibilityReason}
 */
record Manifest(
        String name,
        String description,
        String owner,
        List<DeclaredReason> reasons,
        List<Parameters.Declared> parameters,
        boolean builtIn) {

    static final String BUILT_IN_NAME = "feasibility";

    static Manifest ofBuiltIn() {
        List<DeclaredReason> reasons = Arrays.stream(FeasibilityReason.values())
                .map(Manifest::builtInDeclaration)
                .toList();
        return new Manifest(BUILT_IN_NAME, "what is technically possible", "Drover", reasons, List.of(), true);
    }

    private static DeclaredReason builtInDeclaration(FeasibilityReason reason) {
        return ReasonCatalogue.builtIn()
                .find(reason.code())
                .map(entry -> new DeclaredReason(reason.code(), entry.description(), entry.remedy(), reason.waivable()))
                .orElseThrow(() -> new IllegalStateException(reason.code() + " is not in reasons.yaml"));
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
