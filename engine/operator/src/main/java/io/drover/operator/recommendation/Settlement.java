package io.drover.operator.recommendation;

import io.drover.actuators.undo.QuietTemplateChange;
import io.drover.actuators.workload.Attempt;
import io.drover.actuators.workload.Workload;
import io.drover.actuators.workload.Workloads;
import io.drover.crds.recommendation.v1alpha1.PodAction;
import io.drover.crds.recommendation.v1alpha1.PodResultPhase;
import io.drover.operator.recommendation.StepRunner.Ran;
import io.drover.operator.report.LogKeys;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves a workload whole when its recommendation goes away in the middle: moves end, a resize that the kubelet has not done is taken
 * back, the workload is unpaused. The new template stays if a pod has the new resources, else the old one comes back.
 */
final class Settlement {

    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    private final Observer observer;
    private final Workloads workloads;
    private final StepRunner steps;
    private final Moves moves;

    Settlement(Observer observer, Workloads workloads, StepRunner steps, Moves moves) {
        this.observer = observer;
        this.workloads = workloads;
        this.steps = steps;
        this.moves = moves;
    }

    /** True once nothing is owed; to be repeated until then. */
    boolean isSettled(StatusBook book) {
        if (!moves.end(book.recommendation()).isEmpty()) {
            return false;
        }
        return switch (workloads.find(DecisionMaker.key(book.recommendation()))) {
            case Workloads.Adapter.Found(Workload workload) -> resizeIsTakenBack(book) && isPaid(book, workload);
            case Workloads.Adapter.Refused unused -> true;
        };
    }

    private boolean resizeIsTakenBack(StatusBook book) {
        boolean resizing = Report.isWorking(book.status().phase());
        return !resizing
                || book.progress()
                        .current()
                        .filter(pod -> pod.action() == PodAction.IN_PLACE_RESIZE)
                        .map(pod -> steps.takeBack(book, pod.podName()))
                        .map(ran -> !(ran instanceof Ran.Later))
                        .orElse(true);
    }

    private boolean isPaid(StatusBook book, Workload workload) {
        QuietTemplateChange change = new QuietTemplateChange(
                workload, book.recommendation().getMetadata().getUid(), book);
        boolean keep = book.progress().count(PodResultPhase.COMPLETED) > 0
                || anyPodWasMoved(book)
                || observer.anyPodHasTheNewResources(book.recommendation());
        Attempt paid = keep ? change.keep() : change.undo();
        if (paid instanceof Attempt.Refused(var reason, var detail)) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.WORKLOAD, workload.key())
                    .addKeyValue(LogKeys.REASON, reason.code())
                    .addKeyValue(LogKeys.MESSAGE, detail)
                    .log("a debt could not be paid and is tried again");
            return false;
        }
        return true;
    }

    /** A move may have ended without anybody having had the time to write it into the results. */
    private boolean anyPodWasMoved(StatusBook book) {
        return book.progress().decisions().stream()
                .map(pod -> moves.progress(book.recommendation(), pod.podName()))
                .flatMap(Optional::stream)
                .anyMatch(MoveProgress.Moved.class::isInstance);
    }
}
