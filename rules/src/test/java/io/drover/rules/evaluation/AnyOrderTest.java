package io.drover.rules.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.rules.decision.WorkloadPlan;
import io.drover.rules.facts.FactEdits;
import io.drover.rules.facts.PodFacts;
import io.drover.rules.facts.SampleFacts;
import io.drover.rules.facts.WorkloadFacts;
import io.drover.rules.policy.LoadResult;
import io.drover.rules.policy.Policy;
import io.drover.rules.policy.PolicyLoader;
import io.drover.rules.policy.SourceFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules, files, policies, pods, containers and nodes in any order make the same plan, near misses included. */
class AnyOrderTest {

    private static final WorkloadFacts FACTS = FactEdits.edited(
            SampleFacts.withCandidates(SampleFacts.withPods("redis-1", "redis-2", "redis-3"), 4),
            "pods.containers.inspection.resident=9Gi, pods.pod.qosAfter=Guaranteed");
    private static final List<String> RULES = IntStream.range(0, 12)
            .mapToObj(number -> """
                rule "r%d" @reason( R%d )
                when
                    Container( $resident : resident > "%dGi" )
                    TargetNode( $node : name, node.memoryFree > "1Gi" )
                then
                    decision.%s, "" + $resident + " beside " + $node);
                end
                """.formatted(
                            number,
                            100 + number % 3,
                            number,
                            number % 2 == 0 ? "reject(LIVE_MIGRATION" : "prefer(IN_PLACE_RESIZE, " + (number + 1)))
            .toList();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theSamePlan(long seed) {
        // Given
        Random random = new Random(seed);
        WorkloadPlan inOrder = new PolicyDecider(List.of(policy(RULES, 1))).plan(FACTS);
        List<String> rules = shuffled(RULES, random);
        var decider = new PolicyDecider(List.of(policy(rules, 1 + random.nextInt(4))));
        // When
        WorkloadPlan plan = decider.plan(shuffled(FACTS, random));
        // Then
        assertThat(described(plan)).isEqualTo(described(inOrder));
    }

    /** Without file and line, which the shuffling of rules changes. */
    private static List<String> described(WorkloadPlan plan) {
        return plan.decisions().stream()
                .map(decision -> decision.subject() + " " + decision.action() + " "
                        + decision.findings().stream()
                                .map(finding -> finding.rule() + finding.action() + finding.message())
                                .sorted()
                                .toList()
                        + decision.nearMisses().stream()
                                .map(miss -> miss.finding().rule() + miss)
                                .sorted()
                                .toList())
                .toList();
    }

    private static <T> List<T> shuffled(List<T> list, Random random) {
        List<T> shuffled = new ArrayList<>(list);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static WorkloadFacts shuffled(WorkloadFacts facts, Random random) {
        return new WorkloadFacts(
                facts.recommendation(),
                facts.workload(),
                facts.cluster(),
                facts.clock(),
                facts.history(),
                shuffled(facts.pods(), random).stream()
                        .map(pod -> new PodFacts(
                                pod.pod(),
                                shuffled(pod.containers(), random),
                                pod.resize(),
                                pod.node(),
                                pod.agent(),
                                shuffled(pod.candidates(), random)))
                        .toList());
    }

    private static Policy policy(List<String> rules, int count) {
        List<SourceFile> files = new ArrayList<>(List.of(new SourceFile("policy.yaml", """
            name: mine
            description: a policy
            reasons:
              - {code: R100, description: a}
              - {code: R101, description: b}
              - {code: R102, description: c}
            """)));
        for (int file = 0; file < count; file++) {
            int part = file;
            files.add(new SourceFile(
                    "rules-" + file + ".drl",
                    String.join(
                            "\n",
                            IntStream.range(0, rules.size())
                                    .filter(number -> number % count == part)
                                    .mapToObj(rules::get)
                                    .toList())));
        }
        return switch (new PolicyLoader().load(files)) {
            case LoadResult.Loaded loaded -> loaded.policy();
            case LoadResult.Refused refused -> throw new AssertionError(refused.problems());
        };
    }
}
