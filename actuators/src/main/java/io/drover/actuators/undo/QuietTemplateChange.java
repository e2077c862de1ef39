package io.drover.actuators.undo;

import io.drover.actuators.workload.Attempt;
import io.drover.actuators.workload.ResourceChange;
import io.drover.actuators.workload.TemplateState;
import io.drover.actuators.workload.Workload;
import io.drover.actuators.workload.WorkloadReason;
import io.drover.crds.recommendation.v1alpha1.Debts;
import java.util.Optional;

/**
 * Changes a workload's template without a rollout, in an order in which every crash leaves a debt that says what is owed: debt, pause,
 * templates; later unpause, debt paid. Every step may be repeated.
 */
public final class QuietTemplateChange {

    private final Workload workload;
    private final String by;
    private final DebtLedger ledger;

    /**
     * One change of one workload.
     *
     * @param by who pauses: the recommendation's UID
     */
    public QuietTemplateChange(Workload workload, String by, DebtLedger ledger) {
        this.workload = workload;
        this.by = by;
        this.ledger = ledger;
    }

    /** Writes the debt, pauses, and brings the change into both templates. The workload stays paused. */
    public Attempt begin(ResourceChange change) {
        Optional<TemplateState> now = workload.templates();
        if (now.isEmpty()) {
            return new Attempt.Refused(
                    WorkloadReason.TARGET_NOT_FOUND, workload.key() + " does not exist, or has no ReplicaSet yet");
        }
        Debts owed = ledger.owed();
        // What was there before the first of several changes is what an undo must bring back.
        Debts more = owed.templateBefore() == null ? owed.withTemplateBefore(TemplateMemory.remember(now.get())) : owed;
        return inOrder(
                () -> ledger.write(more.withWorkloadPaused(true)),
                () -> workload.pause(by),
                () -> workload.writeTemplateQuietly(change));
    }

    /** Keeps the new template and pays the rest: unpauses. */
    public Attempt keep() {
        if (!ledger.owed().owed()) {
            return new Attempt.Done();
        }
        return inOrder(
                () -> workload.unpause(by),
                () -> ledger.write(ledger.owed().withWorkloadPaused(false).withTemplateBefore(null)));
    }

    /** Puts the old template back and unpauses. A workload that is gone is owed nothing. */
    public Attempt undo() {
        Debts owed = ledger.owed();
        if (owed.templateBefore() == null || workload.templates().isEmpty()) {
            return keep();
        }
        if (workload.templates().map(TemplateMemory::remember).equals(Optional.of(owed.templateBefore()))) {
            // Nothing was changed, as when its owner had paused it first: no pause is needed to put back nothing.
            return keep();
        }
        TemplateState before = TemplateMemory.recall(owed.templateBefore());
        return inOrder(() -> workload.pause(by), () -> workload.restoreTemplates(before), this::keep);
    }

    private static Attempt inOrder(Act... acts) {
        for (Act act : acts) {
            if (act.carryOut() instanceof Attempt.Refused refused) {
                return refused;
            }
        }
        return new Attempt.Done();
    }

    /** One act of an order. */
    private interface Act {
        Attempt carryOut();
    }
}
