package io.drover.rules.explanation;

import io.drover.rules.decision.Decision;
import io.drover.rules.decision.Finding;
import io.drover.rules.decision.Subject;
import io.drover.rules.evaluation.RuleWalk;
import io.drover.rules.evaluation.Turning;
import io.drover.rules.evaluation.Turnings;
import io.drover.rules.facts.Fact;
import io.drover.rules.facts.PodFacts;
import io.drover.rules.facts.WorkloadFacts;
import io.drover.rules.policy.BuiltInPolicy;
import io.drover.rules.policy.Policy;
import io.drover.rules.policy.RuleDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks for rules that said nothing because of one threshold. */
final class AlmostSaidSearch {

    private static final int MOST = 100;
    private static final Comparator<AlmostSaid> ORDER = Comparator.comparing(AlmostSaid::policy)
            .thenComparing(AlmostSaid::file)
            .thenComparingInt(AlmostSaid::line)
            .thenComparing(AlmostSaid::path)
            .thenComparing(AlmostSaid::actual)
            .thenComparing(AlmostSaid::limit)
            .thenComparing(AlmostSaid::needed);

    private final List<RuleDefinition> rules;

    AlmostSaidSearch(List<Policy> policies) {
        rules = Stream.concat(Stream.of(BuiltInPolicy.load()), policies.stream())
                .flatMap(policy -> policy.rules().stream())
                .toList();
    }

    List<AlmostSaid> in(Decision decision, WorkloadFacts facts) {
        List<Fact> all = new ArrayList<>(facts.facts());
        if (decision.subject() instanceof Subject.OfPod(String name, var uid, var node)) {
            facts.pods().stream()
                    .filter(pod -> pod.pod().uid().equals(uid))
                    .map((PodFacts pod) -> pod.facts(facts.recommendation()))
                    .forEach(all::addAll);
        }
        Set<String> spoke =
                decision.findings().stream().map(AlmostSaidSearch::key).collect(Collectors.toSet());
        List<AlmostSaid> found = new ArrayList<>();
        for (RuleDefinition rule : rules) {
            if (!spoke.contains(rule.policy() + "/" + rule.name())) {
                RuleWalk.almost(
                        rule,
                        all,
                        (constraint, slots) -> Turnings.of(constraint, slots).stream()
                                .filter(Turning::ordered)
                                .forEach(turning -> found.add(almost(rule, turning))));
            }
        }
        return found.stream().distinct().sorted(ORDER).limit(MOST).toList();
    }

    private static String key(Finding finding) {
        return finding.policy() + "/" + finding.rule();
    }

    private static AlmostSaid almost(RuleDefinition rule, Turning turning) {
        return new AlmostSaid(
                rule.policy(),
                rule.name(),
                rule.file(),
                turning.line(),
                rule.reason(),
                rule.verdict(),
                rule.actions(),
                turning.path(),
                turning.actual(),
                turning.limit(),
                turning.needed());
    }
}
