package io.drover.operator.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.actuators.workload.RolloutState;
import io.drover.crds.recommendation.v1alpha1.Debts;
import io.drover.crds.recommendation.v1alpha1.DecisiveReason;
import io.drover.crds.recommendation.v1alpha1.PodAction;
import io.drover.crds.recommendation.v1alpha1.PodDecision;
import io.drover.crds.recommendation.v1alpha1.PodResult;
import io.drover.crds.recommendation.v1alpha1.PodResultPhase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTest {

    /**
     * A pod is action:result as in the table of CourseTest; a small e is a restart that a live migration fell back to. LIVE says whether
     * the recommendation asked for one.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            PLAN             | LIVE  | ROLLOUT  | PHASE                      | DEGRADED
            R:C, R:C         | false | complete | Applied                    | false
            M:C, M:C         | true  | complete | Applied                    | false
            E:P              | false | complete | Applied                    | false
            e:P              | false | complete | Applied                    | false
            e:P              | true  | complete | AppliedWithRestartFallback | true
            e:P              | true  | stuck    | PartialFailure             | true
            M:C, e:C         | true  | complete | PartialFailure             | true
            e:C, e:C         | true  | complete | AppliedWithRestartFallback | true
            M:C, M:F         | true  | complete | PartialFailure             | false
            M:F              | true  | complete | Failed                     | false
            R:F, R:F         | false | complete | Failed                     | false
            """)
    void phaseFollowsFromWhatBecameOfThePods(
            String plan, boolean live, String rollout, String phase, boolean degraded) {
        // Given
        Progress progress = progress(plan, live);
        RolloutState state = rollout.equals("stuck") ? new RolloutState.Stuck("deadline") : new RolloutState.Complete();
        // When
        Outcome outcome = Outcome.of(progress, state, "the rollout is complete");
        // Then
        assertThat(outcome.phase().written()).isEqualTo(phase);
        assertThat(outcome.degraded()).isEqualTo(degraded);
        assertThat(outcome.message().contains("NoAgentOnNode"))
                .isEqualTo((degraded && !phase.equals("PartialFailure")) || plan.equals("M:C, e:C"));
    }

    private static Progress progress(String plan, boolean live) {
        List<PodDecision> decisions = new ArrayList<>();
        List<PodResult> results = new ArrayList<>();
        for (String pod : plan.split(", ", -1)) {
            String name = "pod-" + decisions.size();
            List<DecisiveReason> reasons = pod.charAt(0) == 'e'
                    ? List.of(
                            new DecisiveReason(PodAction.LIVE_MIGRATION, "NoAgentOnNode", "no agent answers on node-a"))
                    : List.of();
            decisions.add(new PodDecision(name, action(pod.charAt(0)), reasons));
            results.add(new PodResult(name, phase(pod.charAt(2)), "as it went"));
        }
        return new Progress(decisions, results, Debts.NONE, live);
    }

    private static PodAction action(char letter) {
        return switch (letter) {
            case 'R' -> PodAction.IN_PLACE_RESIZE;
            case 'M' -> PodAction.LIVE_MIGRATION;
            default -> PodAction.ROLLING_RESTART;
        };
    }

    private static PodResultPhase phase(char letter) {
        return switch (letter) {
            case 'P' -> PodResultPhase.PENDING;
            case 'C' -> PodResultPhase.COMPLETED;
            default -> PodResultPhase.FAILED;
        };
    }
}
