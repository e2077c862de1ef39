package io.drover.rules.policytest;

import io.drover.rules.decision.WorkloadPlan;
import io.drover.rules.explanation.Explainer;
import io.drover.rules.facts.ChangeResult;
import io.drover.rules.facts.FactChanges;
import io.drover.rules.facts.WorkloadFacts;
import io.drover.rules.policy.LoadResult;
import io.drover.rules.policy.ParameterValue;
import io.drover.rules.policy.Policy;
import io.drover.rules.policy.PolicyLoader;
import io.drover.rules.policy.Problem;
import io.drover.rules.policy.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the cases in a policy's {@code *.test.yaml}. Each is decided by the policy together with the built-in one, with the defaults of
 * the policy's parameters unless the case sets them.
 */
public final class PolicyTester {

    private static final String SUFFIX = ".test.yaml";

    private final List<SourceFile> files;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<Map<String, String>, Optional<Loaded>> loaded = new HashMap<>();

    private record Loaded(Policy policy, Explainer explainer) {}

    private PolicyTester(List<SourceFile> files) {
        this.files = List.copyOf(files);
    }

    /** Whether a file of a policy holds tests. */
    public static boolean isTest(SourceFile file) {
        return file.path().endsWith(SUFFIX);
    }

    /**
     * Runs all of them.
     *
     * @param files of one policy, tests included, as {@link io.drover.rules.policy.PolicyFolder} reads them
     */
    public static TestRun run(List<SourceFile> files) {
        return new PolicyTester(files).run();
    }

    private TestRun run() {
        Optional<Loaded> standard = load(Map.of());
        if (standard.isEmpty()) {
            return new TestRun(problems, List.of(), new Coverage(List.of()));
        }
        List<PolicyCase> cases = new ArrayList<>();
        files.stream()
                .filter(PolicyTester::isTest)
                .sorted((one, other) -> one.path().compareTo(other.path()))
                .forEach(file -> cases.addAll(new CaseReader(file, problems).read()));
        CoverageCount coverage = new CoverageCount();
        NameCheck names = new NameCheck(standard.get().policy(), problems);
        cases.forEach(names::check);
        List<CaseResult> results = new ArrayList<>();
        for (PolicyCase tested : cases) {
            Optional<WorkloadFacts> facts = facts(tested);
            Optional<Loaded> policy = load(tested.parameters(), tested);
            if (facts.isPresent() && policy.isPresent() && problems.isEmpty()) {
                results.add(result(tested, policy.get(), facts.get(), coverage));
            }
        }
        return new TestRun(
                problems,
                problems.isEmpty() ? results : List.of(),
                coverage.of(standard.get().policy()));
    }

    private static CaseResult result(PolicyCase tested, Loaded by, WorkloadFacts facts, CoverageCount coverage) {
        var explanation = by.explainer().explain(facts);
        WorkloadPlan plan = explanation.plan();
        coverage.add(by.policy(), facts, plan);
        return new CaseResult(tested, plan, new Differences(tested, by.policy(), explanation).all());
    }

    private Optional<Loaded> load(Map<String, String> parameters) {
        return loaded.computeIfAbsent(parameters, values -> read(List.of()));
    }

    private Optional<Loaded> load(Map<String, String> parameters, PolicyCase tested) {
        return loaded.computeIfAbsent(
                parameters,
                values -> read(values.entrySet().stream()
                        .map(value ->
                                new ParameterValue(value.getKey(), value.getValue(), tested.file(), tested.line(), 0))
                        .toList()));
    }

    private Optional<Loaded> read(List<ParameterValue> values) {
        return switch (new PolicyLoader().load(files, values)) {
            case LoadResult.Loaded(Policy policy) -> Optional.of(new Loaded(policy, new Explainer(List.of(policy))));
            case LoadResult.Refused refused -> {
                problems.addAll(refused.problems());
                yield Optional.empty();
            }
        };
    }

    private Optional<WorkloadFacts> facts(PolicyCase tested) {
        int before = problems.size();
        WorkloadFacts facts = ExampleWorkload.with(tested.pods(), tested.containers(), tested.nodes());
        for (PolicyCase.Change change : tested.changes()) {
            switch (FactChanges.apply(facts, change.path(), change.value())) {
                case ChangeResult.Changed(WorkloadFacts next) -> facts = next;
                case ChangeResult.Refused refused ->
                    problems.add(new Problem(
                            tested.file(),
                            change.line(),
                            0,
                            change.path() + ": " + refused.message(),
                            refused.instead()));
            }
        }
        return problems.size() == before ? Optional.of(facts) : Optional.empty();
    }
}
