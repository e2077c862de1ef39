package io.drover.operator.recommendation;

import io.drover.actuators.resize.InPlaceResizer;
import io.drover.actuators.restart.EvictionReason;
import io.drover.actuators.restart.PodEvictor;
import io.drover.actuators.undo.QuietTemplateChange;
import io.drover.actuators.workload.Attempt;
import io.drover.actuators.workload.ResourceChange;
import io.drover.actuators.workload.Workload;
import io.drover.actuators.workload.WorkloadReason;
import io.drover.crds.recommendation.v1alpha1.RecommendationPhase;
import io.drover.operator.migration.BrakeReason;
import io.drover.values.Reason;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Carries out the steps that change the cluster, and says what their refusal means for the plan. */
final class StepRunner {

    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Set<Reason> PASSES = Set.of(
            WorkloadReason.CHANGED_MEANWHILE,
            WorkloadReason.API_SERVER_UNREACHABLE,
            WorkloadReason.ROLLOUT_IN_PROGRESS,
            EvictionReason.DISRUPTION_BUDGET_EXHAUSTED,
            BrakeReason.PAUSED,
            BrakeReason.TOO_MANY_MIGRATIONS);

    private final Observer observer;
    private final InPlaceResizer resizer;
    private final PodEvictor evictor;
    private final Moves moves;

    StepRunner(Observer observer, InPlaceResizer resizer, PodEvictor evictor, Moves moves) {
        this.observer = observer;
        this.resizer = resizer;
        this.evictor = evictor;
        this.moves = moves;
    }

    /** What a step that changes the cluster has come to. */
    sealed interface Ran {

        /** Look again at once. */
        record Onward(RecommendationPhase phase) implements Ran {}

        /** It was refused for now. */
        record Later(Reason reason, String message, Duration lookAgain) implements Ran {}

        /** It was refused for good. */
        record Refused(Reason reason, String message) implements Ran {}
    }

    Ran writeTemplate(StatusBook book, Workload workload) {
        return ran(change(book, workload).begin(wanted(book)), RecommendationPhase.APPLYING);
    }

    Ran undoTemplate(StatusBook book, Workload workload) {
        return ran(change(book, workload).undo(), RecommendationPhase.APPLYING);
    }

    Ran keepTemplate(StatusBook book, Workload workload) {
        return ran(change(book, workload).keep(), RecommendationPhase.APPLYING);
    }

    Ran startRollout(StatusBook book, Workload workload) {
        return ran(workload.startRollout(wanted(book)), RecommendationPhase.APPLYING);
    }

    Ran resize(StatusBook book, String name) {
        return withPod(book, name, pod -> resizer.ask(pod, wanted(book)), RecommendationPhase.IN_PLACE_SCALING);
    }

    Ran takeBack(StatusBook book, String name) {
        return withPod(book, name, pod -> resizer.takeBack(pod, InForce.of(pod)), RecommendationPhase.APPLYING);
    }

    Ran evict(StatusBook book, String name) {
        return withPod(book, name, evictor::evict, RecommendationPhase.APPLYING);
    }

    Ran move(StatusBook book, String name) {
        return ran(moves.start(book.recommendation(), name), RecommendationPhase.MIGRATING);
    }

    private Ran withPod(StatusBook book, String name, PodAct act, RecommendationPhase phase) {
        Optional<Pod> pod = observer.pod(book.recommendation(), name);
        // A pod that is gone needs nothing; the next look says so.
        return pod.isEmpty() ? new Ran.Onward(phase) : ran(act.on(pod.get()), phase);
    }

    private static Ran ran(Attempt attempt, RecommendationPhase phase) {
        return switch (attempt) {
            case Attempt.Done() -> new Ran.Onward(phase);
            case Attempt.Refused(Reason reason, String detail) ->
                PASSES.contains(reason) ? new Ran.Later(reason, detail, RETRY) : new Ran.Refused(reason, detail);
        };
    }

    private static ResourceChange wanted(StatusBook book) {
        return ResourceChanges.of(book.recommendation().getSpec());
    }

    private static QuietTemplateChange change(StatusBook book, Workload workload) {
        return new QuietTemplateChange(
                workload, book.recommendation().getMetadata().getUid(), book);
    }

    /** One act on one pod. */
    private interface PodAct {
        Attempt on(Pod pod);
    }
}
