package io.drover.actuators.migration;

import io.drover.agent.protocol.Coordinator;
import io.drover.agent.protocol.CoordinatorCommand;
import io.drover.agent.protocol.CoordinatorEvent;
import io.drover.agent.protocol.CoordinatorState;
import io.drover.agent.protocol.Replacement;
import io.drover.agent.protocol.Role;
import io.drover.agent.protocol.Transition;
import io.drover.crds.migration.v1alpha1.CheckpointRestore;
import io.drover.crds.migration.v1alpha1.MigrationPhase;
import io.drover.values.NodeName;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one migration from the state that its status holds to its end, on one thread: an event from the inbox goes into the state
 * machine, the new state into the status, and only then the commands go out. Between freeze and run nothing but the agents' streams and
 * the change of owner is waited for. May be stopped anywhere: another drive goes on from the status.
 */
final class MigrationDrive implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(MigrationDrive.class);
    private static final Executor AFTER_A_FAILED_WRITE =
            CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS, Runnable::run);
    private static final Duration WHILE_FROZEN = Duration.ofSeconds(5);

    /** Between freeze and run there is no time to tell anybody. */
    private static final Set<MigrationPhase> QUICK = EnumSet.of(MigrationPhase.FREEZING, MigrationPhase.HANDED_OVER);

    private final MoveBook book;
    private final ClusterObserver observer;
    private final Replacements replacements;
    private final Commander commander;
    private final Contacts contacts;
    private final BlockingQueue<CoordinatorEvent> inbox;
    private final Deadlines deadlines;
    private final MigrationSettings settings;
    private final InstantSource clock;
    private final Consumer<CheckpointRestore> heard;
    private final Set<String> toldCold = new HashSet<>();
    private CoordinatorState state;
    private MigrationPhase told;
    private Instant looked = Instant.MIN;
    private Instant resumed = Instant.MIN;

    MigrationDrive(
            MoveBook book,
            ClusterObserver observer,
            Replacements replacements,
            Commander commander,
            Contacts contacts,
            BlockingQueue<CoordinatorEvent> inbox,
            MigrationSettings settings,
            InstantSource clock,
            Consumer<CheckpointRestore> heard) {
        this.book = book;
        this.observer = observer;
        this.replacements = replacements;
        this.commander = commander;
        this.contacts = contacts;
        this.inbox = inbox;
        this.settings = settings;
        this.clock = clock;
        this.heard = heard;
        this.deadlines = new Deadlines(settings, clock);
        this.state = book.state();
        this.told = book.status().phase();
    }

    @Override
    public void run() {
        try (contacts) {
            // A cache may have given an older one: what was done since must not be forgotten.
            if (!book.reload()) {
                return;
            }
            state = book.state();
            hear(new CoordinatorEvent.Resumed());
            while (!(state instanceof CoordinatorState.Ended)
                    && !Thread.currentThread().isInterrupted()) {
                turn();
            }
            logEnd();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            LOG.atError()
                    .setCause(bug)
                    .addKeyValue(LogKeys.MIGRATION, book.move().getMetadata().getName())
                    .log("migration's thread ended; it begins again from the status");
        }
    }

    private void turn() throws InterruptedException {
        CoordinatorEvent event = inbox.poll(settings.tick().toMillis(), TimeUnit.MILLISECONDS);
        if (event != null) {
            hear(event);
            return;
        }
        if (isDue(looked, unlessFrozen(settings.tick()))) {
            look();
            looked = clock.instant();
        }
        for (CoordinatorEvent late :
                deadlines.passed(state, book.move().getSpec().freezeBudgetMillis())) {
            hear(late);
        }
        for (CoordinatorEvent silent : contacts.unreachable()) {
            hear(silent);
        }
        listen();
        if (isDue(resumed, unlessFrozen(settings.retry()))) {
            resumed = clock.instant();
            hear(new CoordinatorEvent.Resumed());
        }
    }

    private void look() throws InterruptedException {
        try {
            CheckpointRestore move = book.move();
            for (CoordinatorEvent event : observer.observe(move, state)) {
                hear(event);
            }
            tellUnboundPods(move);
        } catch (KubernetesClientException unreachable) {
            LOG.atInfo().addKeyValue(LogKeys.DETAIL, unreachable.getMessage()).log("cluster not observed");
        }
    }

    /** A stamped pod that no process is coming for starts cold at once; not before the one that is bound is known. */
    private void tellUnboundPods(CheckpointRestore move) {
        boolean open = state instanceof CoordinatorState.Planned
                || state instanceof CoordinatorState.PreparingSource
                || state instanceof CoordinatorState.Releasing
                || state instanceof CoordinatorState.AwaitingReplacement
                || state instanceof CoordinatorState.Checkpointing
                || state instanceof CoordinatorState.RollingBack
                || state instanceof CoordinatorState.GivingBack;
        if (open) {
            return;
        }
        String bound =
                state.replacement().map(Replacement::pod).map(Object::toString).orElse("");
        for (Pod pod : replacements.stamped(move)) {
            String uid = pod.getMetadata().getUid();
            if (!uid.equals(bound)
                    && !toldCold.contains(uid)
                    && commander.coldStarts().unbound(move, pod)) {
                toldCold.add(uid);
            }
        }
    }

    private void listen() {
        if (state instanceof CoordinatorState.Ended || state instanceof CoordinatorState.CleaningUp) {
            return;
        }
        if (!(state instanceof CoordinatorState.Planned)) {
            contacts.listen(
                    Role.SOURCE, new NodeName(book.move().getSpec().source().node()));
        }
        state.replacement().ifPresent(bound -> contacts.listen(Role.TARGET, bound.node()));
    }

    private void hear(CoordinatorEvent event) throws InterruptedException {
        Transition<CoordinatorState, CoordinatorCommand> step = Coordinator.next(state, event);
        if (!(step instanceof Transition.Taken<CoordinatorState, CoordinatorCommand>)) {
            return;
        }
        if (!step.next().durable().equals(state.durable()) && !isDurable(step.next())) {
            if (!write(step.next(), event)) {
                return;
            }
        }
        enter(step.next());
        for (CoordinatorCommand command : step.commands()) {
            carryOut(command);
        }
        tell();
    }

    /** After the commands: nobody who listens may keep a freeze waiting. */
    private void tell() {
        MigrationPhase now = book.status().phase();
        if (now != told && !QUICK.contains(now)) {
            told = now;
            heard.accept(book.move());
        }
    }

    private boolean isDurable(CoordinatorState next) {
        return book.state().durable().equals(next.durable());
    }

    private void enter(CoordinatorState next) {
        boolean entered = !next.getClass().equals(state.getClass());
        state = next;
        if (entered) {
            LOG.atInfo()
                    .addKeyValue(LogKeys.MIGRATION, book.move().getMetadata().getName())
                    .addKeyValue(LogKeys.STATE, StatusCodec.step(next))
                    .log("migration goes on");
            deadlines.entered();
            resumed = clock.instant();
            looked = state instanceof CoordinatorState.Checkpointing ? resumed : looked;
            listen();
        }
    }

    private void carryOut(CoordinatorCommand command) throws InterruptedException {
        if (command instanceof CoordinatorCommand.MoveOwnership(Replacement bound)) {
            boolean lazy = state instanceof CoordinatorState.Checkpointing checkpointing && checkpointing.lazy();
            if (write(new CoordinatorState.HandedOver(bound, lazy), new CoordinatorEvent.Resumed())) {
                hear(new CoordinatorEvent.OwnershipMoved());
            }
            return;
        }
        try {
            commander.carryOut(book.move(), command);
        } catch (KubernetesClientException unreachable) {
            LOG.atInfo()
                    .addKeyValue(LogKeys.COMMAND, command)
                    .addKeyValue(LogKeys.DETAIL, unreachable.getMessage())
                    .log("not carried out, tried again");
        }
    }

    /** True when the status holds the state; otherwise the event is heard again, or the state of whoever was first is taken. */
    private boolean write(CoordinatorState next, CoordinatorEvent event) throws InterruptedException {
        Optional<Pod> pod = next.replacement().isPresent() && book.status().target() == null
                ? replacements.bound(book.move(), next.replacement().get())
                : Optional.empty();
        switch (book.write(next, pod)) {
            case MoveBook.Writing.Written ignored -> {
                return true;
            }
            case MoveBook.Writing.Conflict ignored -> {
                if (book.reload()) {
                    takeUp(event, Runnable::run);
                } else {
                    Thread.currentThread().interrupt();
                }
                return false;
            }
            case MoveBook.Writing.Failed(String detail) -> {
                LOG.atInfo().addKeyValue(LogKeys.DETAIL, detail).log("status not written");
                // It may have been written and the answer lost: what is there counts.
                if (book.reload()) {
                    takeUp(event, AFTER_A_FAILED_WRITE);
                } else {
                    Thread.currentThread().interrupt();
                }
                return false;
            }
        }
    }

    private void takeUp(CoordinatorEvent event, Executor when) {
        CoordinatorState read = book.state();
        if (read.durable().equals(state.durable())) {
            // Only what is not the state's has changed, such as a label.
            when.execute(() -> inbox.add(event));
        } else {
            enter(read);
            inbox.add(new CoordinatorEvent.Resumed());
        }
    }

    /** Every look and every repeated command lengthens a freeze. */
    private Duration unlessFrozen(Duration otherwise) {
        return state instanceof CoordinatorState.Checkpointing ? WHILE_FROZEN : otherwise;
    }

    private boolean isDue(Instant last, Duration every) {
        return last.equals(Instant.MIN) || !last.plus(every).isAfter(clock.instant());
    }

    private void logEnd() {
        LOG.atInfo()
                .addKeyValue(LogKeys.MIGRATION, book.move().getMetadata().getName())
                .addKeyValue(LogKeys.STATE, book.status().phase())
                .log("migration ended");
    }
}
