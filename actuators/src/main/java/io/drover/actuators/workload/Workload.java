package io.drover.actuators.workload;

import java.util.Optional;

/**
 * One workload as its kind's adapter sees it. Every call reads what it needs afresh and may be repeated. {@link Attempt.Refused} of a call
 * that writes two objects may leave the first one written: whoever calls it has taken down the debt beforehand.
 */
public interface Workload {

    /** Which one. */
    WorkloadKey key();

    /** What the templates say now; empty when the workload is gone or has no ReplicaSet yet. */
    Optional<TemplateState> templates();

    /**
     * Keeps the workload's controller from rolling anything out.
     *
     * @param by who asks, kept in an annotation so that a pause of somebody else is never taken for ours
     */
    Attempt pause(String by);

    /** Ends a pause made by {@code by}; done as well when there is none or it is another's. */
    Attempt unpause(String by);

    /** Brings the change into the template so that pods made from now on have it and no running pod is replaced. Needs the pause. */
    Attempt writeTemplateQuietly(ResourceChange change);

    /** Puts back what {@link #templates} said before. Needs the pause. */
    Attempt restoreTemplates(TemplateState before);

    /** Brings the change into the template and leaves the rest to the workload's own strategy. */
    Attempt startRollout(ResourceChange change);

    /** How far the rollout of the current template is. */
    RolloutState rollout();
}
