package io.drover.actuators.undo;

import io.drover.actuators.workload.Attempt;
import io.drover.crds.recommendation.v1alpha1.Debts;

/** Where debts are written down: they outlive this process. One ledger belongs to one recommendation and is used by one thread. */
public interface DebtLedger {

    /** What is owed now. */
    Debts owed();

    /** Replaces what is owed; {@link Attempt.Done} only once it is stored. */
    Attempt write(Debts debts);
}
