package io.drover.agent.restore;

import static io.drover.agent.api.v1.AgentState.TARGET_COLD;
import static io.drover.agent.api.v1.AgentState.TARGET_DESTROYED;
import static io.drover.agent.api.v1.AgentState.TARGET_READY;
import static io.drover.agent.api.v1.AgentState.TARGET_RECEIVED;
import static io.drover.agent.api.v1.AgentState.TARGET_RECEIVING;
import static io.drover.agent.api.v1.AgentState.TARGET_RESTORED;
import static io.drover.agent.api.v1.AgentState.TARGET_RESTORING;
import static io.drover.agent.api.v1.AgentState.TARGET_RUNNING;

import io.drover.agent.api.v1.AgentState;
import io.drover.agent.api.v1.MigrationStatus;
import io.drover.agent.api.v1.PodRef;
import io.drover.agent.handover.Answer;
import io.drover.agent.handover.Question;
import io.drover.agent.handover.Report;
import io.drover.agent.journal.JournalReason;
import io.drover.agent.journal.MigrationRecord;
import io.drover.agent.journal.TargetSteps;
import io.drover.agent.journal.v1.JournalContainer;
import io.drover.agent.node.LogKeys;
import io.drover.agent.node.Polling;
import io.drover.agent.node.Trouble;
import io.drover.agent.protocol.TargetEvent;
import io.drover.agent.protocol.Transition;
import io.drover.agent.transfer.ImageRecipient;
import io.drover.agent.transfer.TransferReason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pod that receives processes. Its containers are restored frozen, one after the other as the kubelet creates them, and run only
 * by the coordinator's word, all together. Thread safe.
 */
public final class TargetMigration implements ImageRecipient {

    private static final Logger LOG = LoggerFactory.getLogger(TargetMigration.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final MigrationRecord record;
    private final TargetTools tools;
    private final RestoredContainers restored;
    private final TargetQuarantine quarantine;
    private final TargetEnding ending;
    private final Creates creates;
    private volatile boolean forgotten;

    public TargetMigration(MigrationRecord record, TargetTools tools) {
        this.record = record;
        this.tools = tools;
        this.restored = new RestoredContainers(tools);
        this.quarantine = new TargetQuarantine(record, tools);
        this.ending = new TargetEnding(record, tools, restored, quarantine);
        this.creates = new Creates(record, tools, restored, quarantine, ending);
    }

    public MigrationRecord record() {
        return record;
    }

    /** The network of the pod, for rewrites. */
    public TargetQuarantine quarantine() {
        return quarantine;
    }

    /** Whether this is the pod that the shim speaks of. */
    public boolean isFor(Question question) {
        var pod = record.entry().getMigration().getTargetPod();
        return question.podUid().isEmpty()
                ? pod.getNamespace().equals(question.podNamespace())
                        && pod.getName().equals(question.podName())
                : pod.getUid().equals(question.podUid());
    }

    /** Whether it is bound to this pod. */
    public boolean isOf(PodRef pod) {
        return record.entry().getMigration().getTargetPod().getUid().equals(pod.getUid());
    }

    /** What the shim has to do; {@link Answer.Wait} when there is no word after {@code atMost}. */
    public synchronized Answer answer(Question question, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        Answer answer = creates.answer(question);
        while (answer instanceof Answer.Wait) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return answer;
            }
            try {
                wait(left);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return answer;
            }
            answer = creates.answer(question);
        }
        return answer;
    }

    /** The shim has gone; when it has gone in the middle of a restore nobody knows what it left. */
    public synchronized void left(Question question) {
        creates.left(question);
        notifyAll();
    }

    /** Takes down what became of a restore. */
    public synchronized Answer report(Question question, Report report) {
        Answer answer = creates.report(question, report);
        notifyAll();
        return answer;
    }

    /** Why images of this size should not be sent at all; empty when they may come. */
    public synchronized Optional<Trouble> expect(long imageBytes) {
        if (record.state() != TARGET_READY) {
            return Optional.of(
                    new Trouble(TransferReason.IMAGE_UNEXPECTED, "no image is expected in state " + record.state()));
        }
        return tools.files().lacksRoom(imageBytes).map(lack -> new Trouble(TransferReason.IMAGE_SPACE_EXHAUSTED, lack));
    }

    @Override
    public synchronized Reception receive(String name) {
        AgentState state = record.state();
        Optional<JournalContainer> container = creates.moved(name);
        if (container.isEmpty() || (state != TARGET_READY && state != TARGET_RECEIVING)) {
            return new Reception.Refused(new Trouble(
                    TransferReason.IMAGE_UNEXPECTED, "no image of " + name + " is expected in state " + state));
        }
        try {
            String directory = container.get().getImageDirectory();
            tools.files().remove(directory);
            Path path = tools.files().make(directory);
            if (state == TARGET_READY) {
                // On disk: an agent that comes back must not wait for what was sent already.
                record.writeDown(entry -> TargetSteps.take(entry, new TargetEvent.ImageBegun()));
            }
            return new Reception.Expected(path);
        } catch (IOException refused) {
            return new Reception.Refused(new Trouble(RestoreReason.NODE_IO, refused.toString()));
        }
    }

    @Override
    public synchronized void received(String container, long bytes) {
        creates.verified(container);
        record.remember(entry -> {
            Containers.change(entry, container, one -> one.setReceived(true));
            entry.getStatusBuilder().setImageBytes(entry.getStatus().getImageBytes() + bytes);
            if (entry.getContainersList().stream().allMatch(JournalContainer::getReceived)) {
                TargetSteps.take(entry, new TargetEvent.ImageVerified());
            }
        });
        notifyAll();
    }

    @Override
    public synchronized void notReceived(Trouble trouble) {
        if (record.state() == TARGET_RECEIVING) {
            ending.fail(trouble);
            notifyAll();
        }
    }

    /** The coordinator's word that the target owns the processes. Repeating it changes nothing. */
    public synchronized MigrationStatus run() {
        if (record.state() == TARGET_RUNNING) {
            return record.status();
        }
        TargetEvent event = new TargetEvent.Run(record.epoch());
        if (record.state() != TARGET_RESTORED
                || TargetSteps.next(record.status(), event) instanceof Transition.Refused) {
            return record.refusal(new Trouble(
                    JournalReason.NOT_IN_STATE,
                    "only a restored target can run, and in an epoch after the first; it is in state " + record.state()
                            + ", epoch " + record.epoch().value()));
        }
        record.writeDown(entry -> TargetSteps.take(entry.setReleaseBegun(true), event));
        letGo();
        return record.status();
    }

    /** Destroys what was restored, also when it runs: the pod is to start cold then. From the return on it will not run in this epoch. */
    public synchronized MigrationStatus destroy() {
        AgentState state = record.state();
        if (state == TARGET_DESTROYED || state == TARGET_COLD) {
            return record.status();
        }
        record.writeDown(entry -> TargetSteps.take(entry, new TargetEvent.Destroy(record.epoch())));
        ending.cleanUp();
        notifyAll();
        return record.status();
    }

    /** No process comes any more, and no packet of its connections: what starts in the pod reaches the world. */
    public synchronized void openForColdStart() {
        TargetEvent event = new TargetEvent.StartCold();
        if (TargetSteps.next(record.status(), event) instanceof Transition.Taken) {
            ending.open();
            record.takeDown(entry -> TargetSteps.take(entry, event));
            notifyAll();
        }
    }

    /** Finishes or undoes what an earlier agent left. Call once, before any command. */
    public synchronized void recover() {
        switch (record.state()) {
            case TARGET_READY -> record.writeDown(entry -> TargetSteps.take(entry, new TargetEvent.AgentRestarted()));
            case TARGET_RECEIVING, TARGET_RECEIVED, TARGET_RESTORING -> {
                record.writeDown(entry -> TargetSteps.take(entry, new TargetEvent.AgentRestarted()));
                ending.cleanUp();
            }
            case TARGET_RESTORED -> quarantine.hold().ifPresent(ending::warn);
            case TARGET_RUNNING -> {
                if (record.entry().getReleaseBegun()) {
                    quarantine.hold().ifPresent(ending::warn);
                    letGo();
                } else {
                    tools.workers().execute(this::awaitEnd);
                }
            }
            case TARGET_DESTROYED, MIGRATION_FAILED -> ending.cleanUp();
            default -> {}
        }
    }

    /** Removes files; only of a migration that has ended. */
    public synchronized Optional<Trouble> forget() {
        if (!(TargetSteps.next(record.status(), new TargetEvent.Forget()) instanceof Transition.Taken)) {
            return Optional.of(
                    new Trouble(JournalReason.NOT_IN_STATE, "a target in state " + record.state() + " has not ended"));
        }
        if (record.state() != TARGET_RUNNING) {
            ending.open();
        }
        forgotten = true;
        quarantine.close();
        try {
            ending.removeFiles();
            record.forget();
            return Optional.empty();
        } catch (IOException refused) {
            return Optional.of(new Trouble(RestoreReason.NODE_IO, refused.toString()));
        }
    }

    /** Until then a container that the kubelet asks for again is one that runs already. */
    private void awaitEnd() {
        while (!forgotten
                && record.state() == TARGET_RUNNING
                && !Thread.currentThread().isInterrupted()) {
            if (restored.areGone(record.entry().getContainersList())) {
                ended();
                return;
            }
            Polling.pause(BETWEEN_LOOKS);
        }
    }

    private synchronized void ended() {
        if (!forgotten && record.state() == TARGET_RUNNING) {
            record.writeDown(entry -> TargetSteps.take(entry, new TargetEvent.ProcessesEnded()));
            notifyAll();
        }
    }

    private void letGo() {
        long begun = System.nanoTime();
        restored.letGo(record.entry().getContainersList())
                .or(quarantine::release)
                .ifPresentOrElse(
                        ending::warn,
                        () -> record.writeDown(entry -> entry.setReleaseBegun(false)
                                .setHeld(false)
                                .getStatusBuilder()
                                .setRunningAtUnixMs(System.currentTimeMillis())
                                .putStageUs("release", (System.nanoTime() - begun) / 1000)));
        LOG.atInfo()
                .addKeyValue(LogKeys.MIGRATION, record.id())
                .addKeyValue(LogKeys.MICROS, record.status().getStageUsMap())
                .log("target runs");
        tools.workers().execute(this::awaitEnd);
    }
}
