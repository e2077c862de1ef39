package io.drover.report.model;

import io.drover.rules.decision.ReasonCatalogue;
import io.drover.rules.decision.ReasonCatalogue.Entry;
import io.drover.rules.policy.DeclaredReason;
import io.drover.rules.policy.Policy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What reasons mean and what can be done about them: those of Drover and those that policies declare. */
public final class ReasonTexts {

    private final Map<String, Entry> declared = new HashMap<>();

    /** The reasons of Drover and of these policies. */
    public ReasonTexts(List<Policy> policies) {
        for (Policy policy : policies) {
            for (DeclaredReason reason : policy.reasons()) {
                declared.put(reason.code(), entry(reason));
            }
        }
    }

    /** A declared reason in the form of the built-in ones. */
    public static Entry entry(DeclaredReason reason) {
        return new Entry(reason.code(), reason.description(), reason.remedy(), reason.waivable(), false);
    }

    /** The reason with this code. */
    public Optional<Entry> find(String code) {
        return Optional.ofNullable(declared.get(code))
                .or(() -> ReasonCatalogue.builtIn().find(code));
    }

    /** What people can do about it; empty when nobody says. */
    public String remedy(String code) {
        return find(code).map(Entry::remedy).orElse("");
    }
}
