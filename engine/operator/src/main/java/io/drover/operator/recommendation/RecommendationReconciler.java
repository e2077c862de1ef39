package io.drover.operator.recommendation;

import io.drover.actuators.workload.Workload;
import io.drover.actuators.workload.Workloads;
import io.drover.crds.recommendation.v1alpha1.RecommendationPhase;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.operator.finalizer.Finalizer;
import io.drover.operator.report.LogKeys;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wires deciding, carrying out and reporting for one recommendation at a time; holds no policy of its own. A recommendation has a
 * finalizer only while it is carried out or owes something.
 */
@ControllerConfiguration(name = "recommendations", triggerReconcilerOnAllEvents = true)
// What is owed is paid however long the API server is away.
@GradualRetry(maxAttempts = -1, maxInterval = 10_000)
public final class RecommendationReconciler implements Reconciler<WorkloadRecommendation> {

    private static final Logger LOG = LoggerFactory.getLogger(RecommendationReconciler.class);
    /** So that one recommendation never keeps a thread for long. */
    private static final int MOST_STEPS = 40;

    private final BiFunction<String, String, Optional<StatusBook>> books;
    private final Workloads workloads;
    private final DecisionMaker decisions;
    private final Beginning beginning;
    private final PlanRunner runner;
    private final Settlement settlement;
    private final Finalizer finalizer;

    RecommendationReconciler(
            BiFunction<String, String, Optional<StatusBook>> books,
            Workloads workloads,
            DecisionMaker decisions,
            Beginning beginning,
            PlanRunner runner,
            Settlement settlement,
            Finalizer finalizer) {
        this.books = books;
        this.workloads = workloads;
        this.decisions = decisions;
        this.beginning = beginning;
        this.runner = runner;
        this.settlement = settlement;
        this.finalizer = finalizer;
    }

    @Override
    public UpdateControl<WorkloadRecommendation> reconcile(
            WorkloadRecommendation cached, Context<WorkloadRecommendation> context) {
        // The cache may be older than what this operator wrote a moment ago: a plan goes on from what is stored.
        Optional<StatusBook> book = open(cached);
        UpdateControl<WorkloadRecommendation> control = UpdateControl.noUpdate();
        return book.flatMap(this::attendTo)
                .map(after -> control.rescheduleAfter(after))
                .orElse(control);
    }

    @Override
    public ErrorStatusUpdateControl<WorkloadRecommendation> updateErrorStatus(
            WorkloadRecommendation recommendation, Context<WorkloadRecommendation> context, Exception thrown) {
        LOG.atError()
                .setCause(thrown)
                .addKeyValue(LogKeys.NAMESPACE, recommendation.getMetadata().getNamespace())
                .addKeyValue(
                        LogKeys.RECOMMENDATION, recommendation.getMetadata().getName())
                .log("reconciling a recommendation failed and is tried again");
        return ErrorStatusUpdateControl.noStatusUpdate();
    }

    private Optional<StatusBook> open(WorkloadRecommendation cached) {
        return books.apply(
                cached.getMetadata().getNamespace(), cached.getMetadata().getName());
    }

    private Optional<Duration> attendTo(StatusBook book) {
        boolean leaves = book.recommendation().getMetadata().getDeletionTimestamp() != null;
        if (leaves && finalizer.isOn(book.recommendation()) && !settlement.isSettled(book)) {
            return Optional.of(Duration.ofSeconds(1));
        }
        Optional<Duration> again = leaves ? Optional.empty() : workOn(book);
        boolean atRest = !Report.isWorking(book.status().phase())
                && !book.status().debts().owed();
        if (leaves || atRest) {
            finalizer.takeOff(book.recommendation());
        }
        return again;
    }

    private Optional<Duration> workOn(StatusBook book) {
        Workloads.Adapter adapter = workloads.find(DecisionMaker.key(book.recommendation()));
        if (!Report.isWorking(book.status().phase())) {
            if (isFinal(book)) {
                return Optional.empty();
            }
            Optional<Duration> waits = beginning.begin(book, decisions.decide(book.recommendation(), adapter));
            if (!Report.isWorking(book.status().phase())) {
                return waits;
            }
        }
        return switch (adapter) {
            case Workloads.Adapter.Found(Workload workload) -> carryOn(book, workload);
            case Workloads.Adapter.Refused unused -> Optional.empty();
        };
    }

    private Optional<Duration> carryOn(StatusBook book, Workload workload) {
        for (int step = 0; step < MOST_STEPS && !Thread.currentThread().isInterrupted(); step++) {
            Optional<Duration> wait = runner.step(book, workload);
            if (wait.isPresent()) {
                boolean again = Report.isWorking(book.status().phase()) || !isFinal(book);
                return again ? Optional.of(atLeastSoon(wait.get())) : Optional.empty();
            }
        }
        return Optional.of(Duration.ofMillis(100));
    }

    private static boolean isFinal(StatusBook book) {
        return book.status().phase() != RecommendationPhase.PENDING
                && book.status().observedGeneration()
                        == book.recommendation().getMetadata().getGeneration();
    }

    private static Duration atLeastSoon(Duration wait) {
        return wait.isZero() ? Duration.ofMillis(50) : wait;
    }
}
