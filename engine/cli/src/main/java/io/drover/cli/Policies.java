package io.drover.cli;

import io.drover.report.model.PolicySource;
import io.drover.report.model.ReasonTexts;
import io.drover.rules.evaluation.PolicyDecider;
import io.drover.rules.policy.Parameter;
import io.drover.rules.policy.Policy;
import io.drover.rules.policy.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The policies that decide, beside the built-in one.
 *
 * @param loaded in the order in which they were named
 */
record Policies(List<Loaded> loaded) {

    /**
     * One of them.
     *
     * @param policy as it decides
     * @param files as it was written
     */
    record Loaded(Policy policy, List<SourceFile> files) {

        private PolicySource source() {
            return new PolicySource(
                    policy.name(),
                    files,
                    policy.parameters().stream()
                            .filter(Parameter::isSet)
                            .collect(Collectors.toMap(Parameter::name, Parameter::value)));
        }
    }

    Policies {
        loaded = List.copyOf(loaded);
    }

    List<Policy> all() {
        return loaded.stream().map(Loaded::policy).toList();
    }

    /** Names and hashes, for people. */
    List<String> names() {
        List<String> names = new ArrayList<>(List.of("feasibility (built in)"));
        loaded.forEach(one -> names.add(one.policy().name() + " " + one.policy().hash()));
        return names;
    }

    List<PolicySource> sources() {
        return loaded.stream().map(Loaded::source).toList();
    }

    PolicyDecider decider() {
        return new PolicyDecider(all());
    }

    ReasonTexts reasons() {
        return new ReasonTexts(all());
    }
}
