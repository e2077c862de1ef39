package io.drover.rules.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.rules.decision.Action;
import io.drover.rules.facts.FactEdits;
import io.drover.rules.facts.SampleFacts;
import io.drover.rules.facts.WorkloadFacts;
import io.drover.rules.policy.LoadResult;
import io.drover.rules.policy.Policy;
import io.drover.rules.policy.PolicyLoader;
import io.drover.rules.policy.SourceFile;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Redis on node-a with 512Mi of 2Gi, on a Friday at 03:00; by night nothing speaks against moving it. */
class ExplainerTest {

    private static final Explainer EXPLAINER = new Explainer(List.of(policy("""
            rule "large processes move only at night"
                @reason( TooLarge )
            when
                Container( $resident : resident > parameter.large )
                Clock( localTime >= "02:00" )
            then
                decision.reject(LIVE_MIGRATION, "holds " + $resident);
            end
            """)));

    @Test
    void aRejectionComesWithWhatWouldHaveToBeDifferentAndWhatCanBeDone() {
        // Given
        var facts = FactEdits.edited(SampleFacts.inOrder(), "pods.containers.inspection.resident=9.1Gi");
        // When
        Explanation explanation = EXPLAINER.explain(facts);
        // Then
        Objection large = against(explanation, Action.LIVE_MIGRATION, "TooLarge");
        assertThat(large.finding().line()).isEqualTo(1);
        assertThat(large.remedy()).isEqualTo("wait for the night");
        assertThat(large.nearMisses())
                .extracting(Object::toString)
                .containsExactly(
                        "container.redis.resident 9.1Gi, limit of the rule 8Gi; would have to be at most 8Gi",
                        "clock.localTime 03:00, limit of the rule 02:00; would have to be less than 02:00");
        Objection limit = against(explanation, Action.LIVE_MIGRATION, "LimitBelowResident");
        assertThat(limit.remedy()).isEqualTo("Recommend a limit above the resident memory.");
    }

    @Test
    void aThresholdThatWasNotReachedIsToldToo() {
        // Given
        var facts = FactEdits.edited(SampleFacts.inOrder(), "pods.containers.inspection.resident=7.9Gi");
        // When
        Explanation explanation = EXPLAINER.explain(facts);
        // Then
        assertThat(explanation.decisions().getFirst().almost())
                .filteredOn(almost -> almost.policy().equals("mine"))
                .singleElement()
                .satisfies(almost -> {
                    assertThat(almost.path()).isEqualTo("container.redis.resident");
                    assertThat(almost.actual()).isEqualTo("7.9Gi");
                    assertThat(almost.needed()).isEqualTo("more than 8Gi");
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            WHAT IF                                              | CHOSEN
            pod.qosAfter=Guaranteed                              | LiveMigration
            pod.redis-1.qosAfter=Guaranteed                      | LiveMigration
            pod.qosAfter=Guaranteed,container.redis.resident=9Gi,container.after.memoryLimit=10Gi | RollingRestart
            pod.qosAfter=Guaranteed,container.resident=9Gi,container.after.memoryLimit=10Gi,clock.localTime=01:00 | LiveMigration
            workload.optedOut=true                               | Skip
            node.memoryFree=100Mi                                | LiveMigration
            target.node-b.node.memoryFree=100Mi,target.node-a.node.ready=false,pod.qosAfter=Guaranteed | RollingRestart
            recommendation.waivers=TooLarge                      | InPlaceResize
            agent.reachable=false,pod.qosAfter=Guaranteed        | RollingRestart
            """)
    void itDecidesAgainWithOtherFacts(String changes, String chosen) {
        // When
        WhatIf answer = EXPLAINER.whatIf(SampleFacts.inOrder(), List.of(changes));
        // Then
        assertThat(answer)
                .isInstanceOfSatisfying(
                        WhatIf.Answered.class,
                        answered -> assertThat(answered.after()
                                        .plan()
                                        .decisions()
                                        .getFirst()
                                        .action())
                                .hasToString(chosen));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            WHAT IF                     | TOLD
            pod.qosAfter                | "pod.qosAfter" is no change; write for example pod.qosAfter=Burstable
            pod.qosAfter=Gold           | pod.qosAfter=Gold: it can never be "Gold"; it is one of Guaranteed, Burstable, BestEffort
            pot.qosAfter=Burstable      | pot.qosAfter=Burstable: there is no fact "pot" to change; known are recommendation, workload, cluster, clock, history, pod, container, resize, node, agent, target
            container.mysql.resident=1  | container.mysql.resident=1: there is no container and no field of it called "mysql"; there is redis
            container.resident=much     | container.resident=much: "much" is not a size such as 8Gi
            target.node-b.fits=false    | target.node-b.fits=false: "fits" is worked out by Drover; change the target's node, agent or scheduling
            freeze.expected=1s          | freeze.expected=1s: freeze is worked out by Drover; change container.resident, agent.transferPerSecond or pod.probeBudget
            pod.ready=unknown           | pod.ready=unknown: this is always known and set, it cannot be unknown
            """)
    void whatMeansNothingIsRefusedWithWhatToWrite(String changes, String told) {
        // When
        WhatIf answer = EXPLAINER.whatIf(SampleFacts.inOrder(), List.of(changes));
        // Then
        assertThat(answer).isEqualTo(new WhatIf.Refused(List.of(told)));
    }

    @Test
    void aQuestionIsAnsweredInMilliseconds() {
        // Given
        WorkloadFacts facts = SampleFacts.withPods("redis-1", "redis-2", "redis-3");
        for (int i = 0; i < 20; i++) {
            EXPLAINER.whatIf(facts, List.of("pod.qosAfter=Guaranteed"));
        }
        // When
        long micros = IntStream.range(0, 10)
                .mapToLong(run -> {
                    long before = System.nanoTime();
                    EXPLAINER.whatIf(facts, List.of("pod.qosAfter=Guaranteed"));
                    return (System.nanoTime() - before) / 1000;
                })
                .min()
                .orElseThrow();
        // Then
        assertThat(micros).isLessThan(100_000);
    }

    private static Objection against(Explanation explanation, Action action, String reason) {
        return explanation.decisions().getFirst().actions().stream()
                .filter(explained -> explained.action() == action)
                .flatMap(explained -> explained.against().stream())
                .filter(objection -> objection.finding().reason().code().equals(reason))
                .findFirst()
                .orElseThrow();
    }

    private static Policy policy(String rules) {
        String manifest = """
                name: mine
                description: a policy
                parameters:
                  - name: large
                    type: size
                    default: 8Gi
                reasons:
                  - code: TooLarge
                    description: it is too large
                    remedy: wait for the night
                    waivable: true
                """;
        var files = List.of(new SourceFile("policy.yaml", manifest), new SourceFile("rules.drl", rules));
        return switch (new PolicyLoader().load(files)) {
            case LoadResult.Loaded loaded -> loaded.policy();
            case LoadResult.Refused refused -> throw new AssertionError(refused.problems());
        };
    }
}
