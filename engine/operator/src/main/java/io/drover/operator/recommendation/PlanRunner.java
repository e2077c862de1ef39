package io.drover.operator.recommendation;

import io.drover.actuators.workload.Workload;
import io.drover.crds.recommendation.v1alpha1.Decision;
import io.drover.crds.recommendation.v1alpha1.DecisiveReason;
import io.drover.crds.recommendation.v1alpha1.Fallback;
import io.drover.crds.recommendation.v1alpha1.PodAction;
import io.drover.crds.recommendation.v1alpha1.PodDecision;
import io.drover.crds.recommendation.v1alpha1.PodResult;
import io.drover.crds.recommendation.v1alpha1.PodResultPhase;
import io.drover.crds.recommendation.v1alpha1.RecommendationPhase;
import io.drover.crds.recommendation.v1alpha1.RollingCheckpoint;
import io.drover.operator.recommendation.StepRunner.Ran;
import io.drover.operator.report.Events;
import io.drover.values.Reason;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Carries a plan one step on: looks, works out the step, takes it, writes down what came of it. */
final class PlanRunner {

    private final Observer observer;
    private final StepRunner steps;
    private final DecisionMaker decisions;
    private final Events events;
    private final InstantSource clock;

    PlanRunner(Observer observer, StepRunner steps, DecisionMaker decisions, Events events, InstantSource clock) {
        this.observer = observer;
        this.steps = steps;
        this.decisions = decisions;
        this.events = events;
        this.clock = clock;
    }

    /** Takes one step. Empty: take the next one at once; else when to look again. */
    Optional<Duration> step(StatusBook book, Workload workload) {
        Observation seen = observer.look(book.recommendation(), book.progress(), workload);
        Step step = Course.next(book.progress(), seen);
        return switch (step) {
            case Step.WriteTemplate() -> after(book, steps.writeTemplate(book, workload));
            case Step.UndoTemplate() -> afterUndo(book, steps.undoTemplate(book, workload));
            case Step.KeepTemplate() -> afterUndo(book, steps.keepTemplate(book, workload));
            case Step.StartRollout() -> afterRollout(book, steps.startRollout(book, workload));
            case Step.AskResize(String pod) -> afterAct(book, pod, steps.resize(book, pod));
            case Step.StartMove(String pod) -> afterAct(book, pod, steps.move(book, pod));
            case Step.Evict(String pod) -> afterAct(book, pod, steps.evict(book, pod));
            case Step.Wait(String message, Duration lookAgain) -> {
                say(book, book.status().phase(), book.status().phase().written(), message);
                yield Optional.of(lookAgain);
            }
            case Step.PodDone(String pod, String message) -> result(book, pod, PodResultPhase.COMPLETED, message);
            case Step.PodStartedCold(String pod, Reason reason, String message) -> {
                String what = reason.code() + ", " + message;
                book.change(status -> status.liveMigrationDegraded(true)
                        .decision(with(status.build().decision(), startedCold(pod, reason, message))));
                yield result(book, pod, PodResultPhase.COMPLETED, "started cold: " + what);
            }
            case Step.PodFailed(String pod, String message) -> failed(book, pod, message);
            case Step.FallBack(String pod, Reason reason, String message) -> fallBack(book, pod, reason, message);
            case Step.Conclude(String message) -> conclude(book, seen, message);
        };
    }

    private Optional<Duration> after(StatusBook book, Ran ran) {
        return switch (ran) {
            case Ran.Onward(RecommendationPhase phase) -> {
                say(book, phase, phase.written(), "the template has the new resources, no rollout was started");
                yield Optional.empty();
            }
            case Ran.Later(Reason reason, String message, Duration lookAgain) ->
                later(book, reason, message, lookAgain);
            case Ran.Refused(Reason reason, String message) -> {
                failRest(book, reason.code() + ", " + message);
                yield Optional.empty();
            }
        };
    }

    /** What is owed is tried until it is paid, whatever the refusal. */
    private Optional<Duration> afterUndo(StatusBook book, Ran ran) {
        return switch (ran) {
            case Ran.Onward(var unused) -> Optional.empty();
            case Ran.Later(Reason reason, String message, Duration lookAgain) ->
                later(book, reason, message, lookAgain);
            case Ran.Refused(Reason reason, String message) -> later(book, reason, message, Duration.ofSeconds(10));
        };
    }

    private Optional<Duration> afterRollout(StatusBook book, Ran ran) {
        return switch (ran) {
            case Ran.Onward(RecommendationPhase phase) -> {
                say(book, phase, phase.written(), "the workload's own rollout was started");
                yield Optional.empty();
            }
            case Ran.Later(Reason reason, String message, Duration lookAgain) ->
                later(book, reason, message, lookAgain);
            case Ran.Refused(Reason reason, String message) -> {
                finish(book, new Outcome(RecommendationPhase.FAILED, false, message), reason.code());
                yield Optional.of(Duration.ZERO);
            }
        };
    }

    private Optional<Duration> afterAct(StatusBook book, String pod, Ran ran) {
        return switch (ran) {
            case Ran.Onward(RecommendationPhase phase) -> {
                say(book, phase, phase.written(), "working on " + pod);
                yield Optional.of(Duration.ofMillis(200));
            }
            case Ran.Later(Reason reason, String message, Duration lookAgain) ->
                later(book, reason, message, lookAgain);
            case Ran.Refused(Reason reason, String message) -> fallBack(book, pod, reason, message);
        };
    }

    private Optional<Duration> later(StatusBook book, Reason reason, String message, Duration lookAgain) {
        say(book, book.status().phase(), reason.code(), message);
        return Optional.of(lookAgain);
    }

    private Optional<Duration> fallBack(StatusBook book, String pod, Reason reason, String message) {
        PodDecision decided = book.progress().decisions().stream()
                .filter(one -> one.podName().equals(pod))
                .findFirst()
                .orElseThrow();
        Optional<io.drover.rules.decision.Decision> again =
                decisions.without(book.recommendation(), pod, DecisionRecord.action(decided.action()), reason, message);
        if (again.isPresent() && again.get().waits()) {
            return later(book, reason, message, Duration.ofSeconds(2));
        }
        if (decided.action() == PodAction.IN_PLACE_RESIZE
                && steps.takeBack(book, pod) instanceof Ran.Later(Reason why, String text, Duration lookAgain)) {
            return later(book, why, text, lookAgain);
        }
        events.warning(book.recommendation(), reason.code(), decided.action() + " of " + pod + " failed: " + message);
        PodDecision next = again.map(DecisionRecord::of)
                .filter(one -> one.action() != PodAction.SKIP)
                .orElse(null);
        if (next == null) {
            return failed(book, pod, reason.code() + ", " + message);
        }
        PodDecision kept = withReason(next, decided.action(), reason, message);
        book.change(status -> status.decision(with(status.build().decision(), kept))
                .liveMigrationDegraded(status.build().liveMigrationDegraded()
                        || (decided.action() == PodAction.LIVE_MIGRATION
                                && kept.action() == PodAction.ROLLING_RESTART)));
        return Optional.empty();
    }

    /** With fallback None the first failure stops the plan. */
    private Optional<Duration> failed(StatusBook book, String pod, String message) {
        result(book, pod, PodResultPhase.FAILED, message);
        if (book.recommendation().getSpec().fallback() == Fallback.NONE) {
            failRest(book, "not tried: fallback is None and " + pod + " failed");
        }
        return Optional.empty();
    }

    private Optional<Duration> result(StatusBook book, String pod, PodResultPhase phase, String message) {
        book.change(status -> status.rollingCheckpoint(
                checkpoint(status.build().rollingCheckpoint()).with(new PodResult(pod, phase, Wording.cut(message)))));
        if (phase == PodResultPhase.COMPLETED) {
            events.normal(book.recommendation(), "PodCompleted", pod + ": " + message);
        } else {
            events.warning(book.recommendation(), "PodFailed", pod + ": " + message);
        }
        return Optional.empty();
    }

    private static void failRest(StatusBook book, String message) {
        closeRest(book, PodResultPhase.FAILED, message);
    }

    private static void closeRest(StatusBook book, PodResultPhase phase, String message) {
        for (PodResult rest : book.progress().results()) {
            if (rest.phase() == PodResultPhase.PENDING) {
                PodResult closed = new PodResult(rest.podName(), phase, Wording.cut(message));
                book.change(status -> status.rollingCheckpoint(
                        checkpoint(status.build().rollingCheckpoint()).with(closed)));
            }
        }
    }

    private Optional<Duration> conclude(StatusBook book, Observation seen, String message) {
        Outcome outcome = Outcome.of(book.progress(), seen.rollout(), message);
        if (book.progress().isRollout() && Report.isSuccess(outcome.phase())) {
            closeRest(book, PodResultPhase.COMPLETED, "replaced by the workload's own rollout");
        }
        finish(book, outcome, outcome.phase().written());
        return Optional.of(Duration.ZERO);
    }

    private void finish(StatusBook book, Outcome outcome, String reason) {
        boolean changedSomething = outcome.phase() != RecommendationPhase.FAILED;
        book.change(status -> {
            var said = Report.phase(
                            outcome.phase(),
                            reason,
                            outcome.message(),
                            book.status().observedGeneration(),
                            clock.instant())
                    .apply(status.liveMigrationDegraded(status.build().liveMigrationDegraded() || outcome.degraded()));
            return changedSomething ? said.appliedAt(Timestamps.written(clock.instant())) : said;
        });
        if (Report.isSuccess(outcome.phase()) && !outcome.degraded()) {
            events.normal(book.recommendation(), outcome.phase().written(), outcome.message());
        } else {
            events.warning(book.recommendation(), outcome.phase().written(), outcome.message());
        }
    }

    private void say(StatusBook book, RecommendationPhase phase, String reason, String message) {
        book.change(Report.phase(phase, reason, message, book.status().observedGeneration(), clock.instant()));
    }

    private static RollingCheckpoint checkpoint(RollingCheckpoint orNull) {
        return orNull == null ? new RollingCheckpoint("", 0, 0, List.of(), List.of()) : orNull;
    }

    private static PodDecision startedCold(String pod, Reason reason, String message) {
        PodDecision restarted = new PodDecision(pod, PodAction.ROLLING_RESTART, List.of());
        return withReason(restarted, PodAction.LIVE_MIGRATION, reason, message);
    }

    private static PodDecision withReason(PodDecision decision, PodAction action, Reason reason, String message) {
        DecisiveReason failed = new DecisiveReason(action, reason.code(), Wording.cut(message));
        List<DecisiveReason> reasons = new ArrayList<>(decision.reasons());
        if (!reasons.contains(failed)) {
            reasons.addFirst(failed);
        }
        return new PodDecision(decision.podName(), decision.action(), reasons);
    }

    private static Decision with(Decision decision, PodDecision changed) {
        List<PodDecision> pods = decision.pods().stream()
                .map(one -> one.podName().equals(changed.podName()) ? changed : one)
                .toList();
        return new Decision(Wording.summary(pods), decision.policyHash(), pods);
    }
}
