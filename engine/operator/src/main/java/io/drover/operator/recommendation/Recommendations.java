package io.drover.operator.recommendation;

import io.drover.actuators.resize.InPlaceResizer;
import io.drover.actuators.resize.ResizeLimits;
import io.drover.actuators.resize.ResizeReading;
import io.drover.actuators.restart.PodEvictor;
import io.drover.actuators.workload.Workloads;
import io.drover.gather.cluster.ClusterView;
import io.drover.gather.cluster.FactGatherer;
import io.drover.operator.finalizer.Finalizer;
import io.drover.operator.migration.MoveStarter;
import io.drover.operator.report.Events;
import io.drover.rules.evaluation.Decider;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;

/** Puts the parts of the recommendation reconciler together. */
public final class Recommendations {

    private Recommendations() {}

    /** A reconciler that works with these. */
    public static RecommendationReconciler reconciler(
            KubernetesClient client,
            ClusterView view,
            FactGatherer gatherer,
            Decider decider,
            MoveStarter starter,
            Events events,
            DecisionCount count,
            InstantSource clock) {
        Moves moves = new CheckpointRestoreMoves(client, starter);
        Observer observer = new Observer(view, new ResizeReading(ResizeLimits.DEFAULT), moves, clock);
        StepRunner steps = new StepRunner(observer, new InPlaceResizer(client), new PodEvictor(client), moves);
        DecisionMaker decisions = new DecisionMaker(view, gatherer, decider);
        Workloads workloads = new Workloads(client);
        Finalizer finalizer = new Finalizer(client, "drover.dev/pays-debts");
        return new RecommendationReconciler(
                (namespace, name) -> StatusBook.open(client, namespace, name),
                workloads,
                decisions,
                new Beginning(events, count, finalizer, clock),
                new PlanRunner(observer, steps, decisions, events, clock),
                new Settlement(observer, workloads, steps, moves),
                finalizer);
    }
}
