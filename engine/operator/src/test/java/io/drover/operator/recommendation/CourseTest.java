package io.drover.operator.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.actuators.resize.ResizeProgress;
import io.drover.actuators.resize.ResizeReason;
import io.drover.actuators.workload.RolloutState;
import io.drover.crds.recommendation.v1alpha1.Debts;
import io.drover.crds.recommendation.v1alpha1.PodAction;
import io.drover.crds.recommendation.v1alpha1.PodDecision;
import io.drover.crds.recommendation.v1alpha1.PodResult;
import io.drover.crds.recommendation.v1alpha1.PodResultPhase;
import io.drover.operator.recommendation.Observation.Template;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CourseTest {

    /**
     * A pod of the plan is action:result, with R for InPlaceResize, M for LiveMigration, E for RollingRestart and S for Skip; P for
     * Pending, C for Completed and F for Failed. Seen is what the cluster says about the first pod without a result.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            PLAN        | TEMPLATE | HELD  | OWED  | SEEN      | NEXT
            R:P         | NOT_NEW  | false | false | notAsked  | AskResize
            R:P         | NOT_NEW  | false | false | waiting   | Wait
            R:P         | NOT_NEW  | false | false | done      | PodDone
            R:P         | NOT_NEW  | false | false | stuck     | FallBack
            R:P         | NOT_NEW  | false | false | gone      | PodFailed
            R:C         | NOT_NEW  | false | false | gone      | WriteTemplate
            R:C         | NEW      | true  | true  | gone      | KeepTemplate
            R:C         | NEW      | false | false | gone      | Conclude
            R:F         | NOT_NEW  | false | false | notAsked  | Conclude
            R:C, R:P    | NOT_NEW  | false | false | notAsked  | AskResize
            M:P         | NOT_NEW  | false | false | notAsked  | WriteTemplate
            M:P         | NEW      | true  | true  | done      | StartMove
            M:P         | NEW      | false | true  | done      | WriteTemplate
            M:P         | NEW      | true  | true  | moving    | Wait
            M:P         | NOT_NEW  | true  | true  | moving    | Wait
            M:P         | NEW      | true  | true  | moved     | PodDone
            M:P         | NEW      | true  | true  | givenUp   | FallBack
            M:P         | NEW      | true  | true  | coldStart | PodStartedCold
            M:C, M:P    | NEW      | true  | true  | done      | StartMove
            M:F         | NEW      | true  | true  | done      | UndoTemplate
            M:C, E:P    | NEW      | true  | true  | done      | Evict
            M:C, E:P    | NEW      | true  | true  | gone      | PodDone
            M:C, E:P    | NEW      | true  | true  | replacing | Wait
            M:C, S:P    | NEW      | true  | true  | done      | PodFailed
            E:P         | NOT_NEW  | false | false | done      | StartRollout
            E:P         | NEW      | true  | true  | done      | UndoTemplate
            E:P         | ROLLING  | false | false | gone      | Conclude
            """)
    void nextStepFollowsFromPlanAndCluster(
            String plan, Template template, boolean held, boolean owed, String seen, String next) {
        // Given
        Progress progress = progress(plan, owed);
        // When
        Step step = Course.next(progress, observation(progress, template, held, seen));
        // Then
        assertThat(step.getClass().getSimpleName()).isEqualTo(next);
    }

    private static Progress progress(String plan, boolean owed) {
        List<String> pods = Arrays.stream(plan.split(", ", -1)).toList();
        List<PodDecision> decisions = new java.util.ArrayList<>();
        List<PodResult> results = new java.util.ArrayList<>();
        for (int i = 0; i < pods.size(); i++) {
            String pod = "pod-" + i;
            decisions.add(new PodDecision(pod, action(pods.get(i).charAt(0)), List.of()));
            results.add(new PodResult(pod, phase(pods.get(i).charAt(2)), ""));
        }
        return new Progress(decisions, results, Debts.NONE.withWorkloadPaused(owed), true);
    }

    private static PodAction action(char letter) {
        return switch (letter) {
            case 'R' -> PodAction.IN_PLACE_RESIZE;
            case 'M' -> PodAction.LIVE_MIGRATION;
            case 'E' -> PodAction.ROLLING_RESTART;
            default -> PodAction.SKIP;
        };
    }

    private static PodResultPhase phase(char letter) {
        return switch (letter) {
            case 'P' -> PodResultPhase.PENDING;
            case 'C' -> PodResultPhase.COMPLETED;
            default -> PodResultPhase.FAILED;
        };
    }

    private static Observation observation(Progress progress, Template template, boolean held, String seen) {
        Map<String, ResizeProgress> pods = new HashMap<>();
        Map<String, MoveProgress> moves = new HashMap<>();
        progress.current().map(PodDecision::podName).ifPresent(pod -> {
            switch (seen) {
                case "notAsked" -> pods.put(pod, new ResizeProgress.NotAsked());
                case "waiting" -> pods.put(pod, new ResizeProgress.Waiting("put off"));
                case "done" -> pods.put(pod, new ResizeProgress.Done());
                case "stuck" -> pods.put(pod, new ResizeProgress.Stuck(ResizeReason.INFEASIBLE, "too large"));
                case "moving" -> moves.put(pod, new MoveProgress.Moving("Freezing"));
                case "moved" -> moves.put(pod, new MoveProgress.Moved("moved to node-b"));
                case "givenUp" -> moves.put(pod, new MoveProgress.GivenUp("RestoreFailed", "exit status 1", false));
                case "coldStart" ->
                    moves.put(pod, new MoveProgress.GivenUp("TargetLostAfterHandover", "node-b is gone", true));
                default -> {}
            }
        });
        return new Observation(
                template, held, new RolloutState.Complete(), !seen.equals("replacing"), pods, moves, false);
    }
}
