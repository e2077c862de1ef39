package io.drover.operator.recommendation;

import io.drover.crds.recommendation.v1alpha1.Decision;
import io.drover.crds.recommendation.v1alpha1.PodDecision;
import io.drover.crds.recommendation.v1alpha1.RecommendationPhase;
import io.drover.crds.recommendation.v1alpha1.RollingCheckpoint;
import io.drover.operator.finalizer.Finalizer;
import io.drover.operator.report.Events;
import io.drover.operator.report.LogKeys;
import io.drover.rules.decision.WorkloadPlan;
import io.drover.rules.decision.WorkloadPlan.Shape;
import io.drover.values.Reason;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a verdict into the status: the plan begins, waits, or is not carried out. */
final class Beginning {

    private static final Logger LOG = LoggerFactory.getLogger(Beginning.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(15);

    private final Events events;
    private final DecisionCount count;
    private final Finalizer finalizer;
    private final InstantSource clock;

    Beginning(Events events, DecisionCount count, Finalizer finalizer, InstantSource clock) {
        this.events = events;
        this.count = count;
        this.finalizer = finalizer;
        this.clock = clock;
    }

    /** When to look again; empty when nothing follows, or when the plan has begun. */
    Optional<Duration> begin(StatusBook book, Verdict verdict) {
        return switch (verdict) {
            case Verdict.LookAgain(Reason reason, String message, Duration after) -> {
                say(book, RecommendationPhase.PENDING, reason.code(), message);
                yield Optional.of(after);
            }
            case Verdict.Refused(Reason reason, String message) -> {
                boolean waits = reason == AdmissionReason.SUSPENDED;
                say(book, waits ? RecommendationPhase.PENDING : RecommendationPhase.SKIPPED, reason.code(), message);
                yield Optional.empty();
            }
            case Verdict.Planned(WorkloadPlan plan, String strategy) -> planned(book, plan, strategy);
        };
    }

    private Optional<Duration> planned(StatusBook book, WorkloadPlan plan, String strategy) {
        Decision decision = DecisionRecord.of(plan);
        String why = why(plan);
        boolean nothing = plan.shape() == Shape.NOTHING && !plan.done();
        if (plan.waits()) {
            book.change(status -> status.decision(decision));
            say(book, RecommendationPhase.PENDING, reason(decision), why);
            return Optional.of(LOOK_AGAIN);
        }
        count.decided(plan);
        LOG.atInfo()
                .addKeyValue(LogKeys.NAMESPACE, plan.namespace())
                .addKeyValue(LogKeys.RECOMMENDATION, plan.recommendation())
                .addKeyValue(LogKeys.DECISION, decision.summary())
                .addKeyValue(LogKeys.MESSAGE, why)
                .log("decided");
        if (book.recommendation().getSpec().dryRun()) {
            book.change(status -> status.decision(decision));
            say(book, RecommendationPhase.SKIPPED, AdmissionReason.DRY_RUN.code(), "dry run: " + why);
            return Optional.empty();
        }
        if (nothing) {
            book.change(status -> status.decision(decision));
            say(book, RecommendationPhase.SKIPPED, reason(decision), why);
            return Optional.empty();
        }
        start(book, plan, decision, strategy, why);
        return Optional.empty();
    }

    private void start(StatusBook book, WorkloadPlan plan, Decision decision, String strategy, String why) {
        long generation = book.recommendation().getMetadata().getGeneration();
        boolean degraded =
                plan.decisions().stream().anyMatch(io.drover.rules.decision.Decision::restartsInsteadOfMoving);
        List<String> pods = decision.pods().stream()
                .map(PodDecision::podName)
                .filter(name -> !name.isEmpty())
                .toList();
        book.hold(finalizer);
        book.change(status -> Report.phase(RecommendationPhase.APPLYING, "Decided", why, generation, clock.instant())
                .apply(status)
                .observedGeneration(generation)
                .decision(decision)
                .liveMigrationDegraded(degraded)
                .rollingCheckpoint(RollingCheckpoint.begin(strategy, pods)));
        events.normal(book.recommendation(), "Decided", decision.summary() + ": " + why);
    }

    private void say(StatusBook book, RecommendationPhase phase, String reason, String message) {
        long generation = book.recommendation().getMetadata().getGeneration();
        String text = Wording.cut(message);
        boolean news =
                book.status().phase() != phase || !book.status().message().equals(text);
        book.change(status -> Report.phase(phase, reason, text, generation, clock.instant())
                .apply(status)
                .observedGeneration(generation));
        if (news && phase != RecommendationPhase.PENDING) {
            events.normal(book.recommendation(), reason, text);
        } else if (news) {
            events.normal(book.recommendation(), reason, "waits: " + text);
        }
    }

    private static String reason(Decision decision) {
        return decision.pods().stream()
                .flatMap(pod -> pod.reasons().stream())
                .map(one -> one.reason())
                .findFirst()
                .orElse("Decided");
    }

    private static String why(WorkloadPlan plan) {
        return Wording.cut(plan.decisions().stream()
                .map(one -> one.subject().toString().isEmpty() ? one.summary() : one.subject() + ": " + one.summary())
                .collect(Collectors.joining("; ")));
    }
}
