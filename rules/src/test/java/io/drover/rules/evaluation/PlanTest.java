package io.drover.rules.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.rules.decision.WorkloadPlan;
import io.drover.rules.facts.FactEdits;
import io.drover.rules.facts.PodFacts;
import io.drover.rules.facts.SampleFacts;
import io.drover.rules.facts.WorkloadFacts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {

    private static final PolicyDecider FEASIBILITY = new PolicyDecider(List.of());

    @Test
    void theOrderOfPodsAndOfWhatTheyHoldNeverMatters() {
        // Given
        WorkloadFacts facts = FactEdits.edited(
                SampleFacts.withPods("redis-1", "redis-2", "redis-3"),
                "recommendation.inPlaceAllowed=false, pods.candidates.node.ready=false");
        WorkloadPlan plan = FEASIBILITY.plan(facts);
        Random random = new Random(7);
        // When
        List<WorkloadPlan> plans = IntStream.range(0, 50)
                .mapToObj(i -> FEASIBILITY.plan(shuffled(facts, random)))
                .toList();
        // Then
        assertThat(plans).allMatch(plan::equals).allMatch(other -> other.hash().equals(plan.hash()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            CHANGED                                            | SAME HASH
            pods.containers.inspection.resident=600Mi          | true
            clock.now=2026-11-20T04:00:00Z                     | true
            recommendation.resources=redis: memory 5Gi/5Gi     | false
            recommendation.inPlaceAllowed=false                | false
            workload.name=other                                | false
            pods.pod.name=redis-9                              | false
            """)
    void theHashNamesThePlanAndNotTheMoment(String changed, boolean same) {
        // Given
        WorkloadPlan plan = FEASIBILITY.plan(SampleFacts.inOrder());
        // When
        WorkloadPlan other = FEASIBILITY.plan(FactEdits.edited(SampleFacts.inOrder(), changed));
        // Then
        assertThat(other.hash().equals(plan.hash())).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            CHANGED                                                                                 | WAITS | DONE
            cluster.version=1.35                                                                    | false | false
            workload.rolloutInProgress=true                                                         | true  | false
            history.sinceLastChange=1M, recommendation.inPlaceAllowed=false                         | true  | false
            history.sinceLastChange=1M, cluster.resizeSupported=false                               | true  | false
            history.sinceLastChange=1M, workload.optedOut=true                                      | false | false
            recommendation.suspended=true                                                           | false | false
            pods.pod.phase=Pending, pods.pod.age=1M                                                 | true  | false
            pods.pod.phase=Pending, pods.pod.age=1M, recommendation.fallback=None                   | true  | false
            pods.pod.phase=Pending, pods.pod.age=6M, recommendation.fallback=None                   | false | false
            pods.containers.recommended=500m/1/1Gi/2Gi                                              | false | true
            pods.containers.recommended=500m/1/1Gi/2Gi, recommendation.unknownContainers=reddis     | false | false
            """)
    void nothingToDoIsEitherDoneOrWaitingOrDecidedAgainst(String changed, boolean waits, boolean done) {
        // When
        WorkloadPlan plan = FEASIBILITY.plan(FactEdits.edited(SampleFacts.inOrder(), changed));
        // Then
        assertThat(plan.waits()).isEqualTo(waits);
        assertThat(plan.done()).isEqualTo(done);
    }

    private static WorkloadFacts shuffled(WorkloadFacts facts, Random random) {
        List<PodFacts> pods = new ArrayList<>();
        for (PodFacts pod : facts.pods()) {
            var candidates = new ArrayList<>(pod.candidates());
            Collections.shuffle(candidates, random);
            pods.add(new PodFacts(pod.pod(), pod.containers(), pod.resize(), pod.node(), pod.agent(), candidates));
        }
        Collections.shuffle(pods, random);
        return new WorkloadFacts(
                facts.recommendation(), facts.workload(), facts.cluster(), facts.clock(), facts.history(), pods);
    }
}
