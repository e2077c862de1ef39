package io.drover.actuators.undo;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.actuators.workload.Attempt;
import io.drover.actuators.workload.ResourceChange;
import io.drover.actuators.workload.RolloutState;
import io.drover.actuators.workload.TemplateState;
import io.drover.actuators.workload.Workload;
import io.drover.actuators.workload.WorkloadKey;
import io.drover.actuators.workload.WorkloadReason;
import io.drover.crds.recommendation.v1alpha1.Debts;
import io.drover.values.ContainerName;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A quiet change that stops at any write, as a crash or a refusal would stop it, can be finished and can be undone. */
class QuietTemplateChangeTest {

    private static final ContainerName REDIS = new ContainerName("redis");
    private static final ResourceRequirements OLD = cpu("100m");
    private static final ResourceRequirements NEW = cpu("200m");
    private static final ResourceChange CHANGE = new ResourceChange(Map.of(REDIS, NEW));

    private final FakeWorkload workload = new FakeWorkload();
    private final FakeLedger ledger = new FakeLedger();
    private final QuietTemplateChange change = new QuietTemplateChange(workload, "w-1", ledger);

    @Test
    void afterwardsTheTemplateIsNewAndNothingIsOwed() {
        // When
        Attempt begun = change.begin(CHANGE);
        Attempt kept = change.keep();
        // Then
        assertThat(begun).isEqualTo(new Attempt.Done());
        assertThat(kept).isEqualTo(new Attempt.Done());
        assertThat(workload.resources).isEqualTo(NEW);
        assertThat(workload.pausedBy).isEmpty();
        assertThat(ledger.debts.owed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void whateverStopsItTheDebtSaysWhatToUndo(int writesBefore) {
        // Given
        workload.writesLeft = writesBefore;
        change.begin(CHANGE);
        workload.writesLeft = Integer.MAX_VALUE;
        // When
        Attempt undone = new QuietTemplateChange(workload, "w-1", ledger).undo();
        // Then
        assertThat(undone).isEqualTo(new Attempt.Done());
        assertThat(workload.resources).isEqualTo(OLD);
        assertThat(workload.pausedBy).isEmpty();
        assertThat(ledger.debts.owed()).isFalse();
    }

    @Test
    void aSecondChangeStillRemembersWhatWasThereFirst() {
        // Given
        change.begin(CHANGE);
        change.begin(new ResourceChange(Map.of(REDIS, cpu("300m"))));
        // When
        change.undo();
        // Then
        assertThat(workload.resources).isEqualTo(OLD);
    }

    @Test
    void anOwnersPauseIsNotTakenForOurs() {
        // Given
        workload.pausedBy = Optional.of("somebody");
        // When
        Attempt begun = change.begin(CHANGE);
        Attempt undone = change.undo();
        // Then
        assertThat(undone).isEqualTo(new Attempt.Done());
        assertThat(ledger.debts.owed()).isFalse();
        assertThat(begun)
                .isInstanceOfSatisfying(
                        Attempt.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(WorkloadReason.PAUSED_BY_OWNER));
        assertThat(workload.pausedBy).contains("somebody");
        assertThat(workload.resources).isEqualTo(OLD);
    }

    private static ResourceRequirements cpu(String amount) {
        return new ResourceRequirementsBuilder()
                .withRequests(Map.of("cpu", new Quantity(amount)))
                .build();
    }

    private static final class FakeLedger implements DebtLedger {

        private Debts debts = Debts.NONE;

        @Override
        public Debts owed() {
            return debts;
        }

        @Override
        public Attempt write(Debts written) {
            debts = written;
            return new Attempt.Done();
        }
    }

    /** One template instead of two, and a number of writes after which it takes no more. */
    private static final class FakeWorkload implements Workload {

        private static final Attempt.Refused NO_MORE =
                new Attempt.Refused(WorkloadReason.API_SERVER_UNREACHABLE, "no more");

        private ResourceRequirements resources = OLD;
        private Optional<String> pausedBy = Optional.empty();
        private int writesLeft = Integer.MAX_VALUE;

        @Override
        public WorkloadKey key() {
            return new WorkloadKey("shop", "Deployment", "cache");
        }

        @Override
        public Optional<TemplateState> templates() {
            return Optional.of(new TemplateState("cache-1", Map.of(REDIS, resources), Map.of(REDIS, resources)));
        }

        @Override
        public Attempt pause(String by) {
            if (pausedBy.isPresent() && !pausedBy.get().equals(by)) {
                return new Attempt.Refused(WorkloadReason.PAUSED_BY_OWNER, "paused by " + pausedBy.get());
            }
            return writes(() -> pausedBy = Optional.of(by));
        }

        @Override
        public Attempt unpause(String by) {
            return writes(() -> pausedBy = pausedBy.filter(one -> !one.equals(by)));
        }

        @Override
        public Attempt writeTemplateQuietly(ResourceChange change) {
            return writes(() -> resources = change.containers().get(REDIS));
        }

        @Override
        public Attempt restoreTemplates(TemplateState before) {
            return writes(() -> resources = before.inWorkload().get(REDIS));
        }

        @Override
        public Attempt startRollout(ResourceChange change) {
            throw new AssertionError("a quiet change starts no rollout");
        }

        @Override
        public RolloutState rollout() {
            return new RolloutState.Complete();
        }

        private Attempt writes(Runnable write) {
            if (writesLeft-- <= 0) {
                return NO_MORE;
            }
            write.run();
            return new Attempt.Done();
        }
    }
}
