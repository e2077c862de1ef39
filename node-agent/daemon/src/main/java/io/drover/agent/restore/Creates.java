package io.drover.agent.restore;

import static io.drover.agent.api.v1.AgentState.MIGRATION_FAILED;
import static io.drover.agent.api.v1.AgentState.TARGET_BOUND;
import static io.drover.agent.api.v1.AgentState.TARGET_DESTROYED;
import static io.drover.agent.api.v1.AgentState.TARGET_ENDED;
import static io.drover.agent.api.v1.AgentState.TARGET_READY;
import static io.drover.agent.api.v1.AgentState.TARGET_RESTORING;

import io.drover.agent.api.v1.AgentState;
import io.drover.agent.api.v1.ContainerProgress;
import io.drover.agent.handover.Answer;
import io.drover.agent.handover.Question;
import io.drover.agent.handover.Report;
import io.drover.agent.journal.MigrationRecord;
import io.drover.agent.journal.TargetSteps;
import io.drover.agent.journal.v1.JournalContainer;
import io.drover.agent.node.Trouble;
import io.drover.agent.protocol.TargetEvent;
import io.drover.agent.transfer.TransferReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The conversations with the shims of one pod. Every call is made under the lock of its {@link TargetMigration}. */
final class Creates {

    private final MigrationRecord record;
    private final TargetTools tools;
    private final RestoredContainers restored;
    private final TargetQuarantine quarantine;
    private final TargetEnding ending;
    /** Shims that are on the line, by container name. */
    private final Map<String, Question> waiting = new HashMap<>();
    /** By container name. An agent that is started anew has none, and takes the images anew. */
    private final Map<String, VerifiedImage> images = new HashMap<>();

    Creates(
            MigrationRecord record,
            TargetTools tools,
            RestoredContainers restored,
            TargetQuarantine quarantine,
            TargetEnding ending) {
        this.record = record;
        this.tools = tools;
        this.restored = restored;
        this.quarantine = quarantine;
        this.ending = ending;
    }

    /** The image of a container is complete and verified. */
    void verified(String container) {
        Path directory = tools.files().node().of(record.container(container).getImageDirectory());
        try {
            images.put(container, VerifiedImage.of(directory));
        } catch (IOException unreadable) {
            images.remove(container);
        }
    }

    /** What to do with a container as things are now. */
    Answer answer(Question question) {
        if (moved(question.containerName()).isEmpty()) {
            return new Answer.Fresh();
        }
        AgentState state = record.state();
        if (state == TARGET_ENDED) {
            return new Answer.Cold();
        }
        JournalContainer container = record.container(question.containerName());
        if (container.getRestored() || container.getRestoreAsked()) {
            return new Answer.Running();
        }
        if (state == MIGRATION_FAILED || state == TARGET_DESTROYED) {
            return new Answer.Fail(
                    RestoreReason.MIGRATION_ENDED.code(), "the migration of this pod is in state " + state);
        }
        if (state == TARGET_BOUND) {
            Optional<Trouble> trouble = arrived(question);
            if (trouble.isPresent()) {
                return new Answer.Fail(
                        trouble.get().reason().code(), trouble.get().message());
            }
        }
        waiting.put(question.containerName(), question);
        return container.getReceived() && allReceived()
                ? restore(question, container)
                : new Answer.Wait("migration " + record.id() + " is in state " + record.state());
    }

    /** The shim has gone; when it has gone in the middle of a restore nobody knows what it left. */
    void left(Question question) {
        waiting.remove(question.containerName(), question);
        Optional<JournalContainer> container = moved(question.containerName());
        if (container.isEmpty()) {
            return;
        }
        if (record.state() == TARGET_DESTROYED || record.state() == MIGRATION_FAILED) {
            // It was told off in the middle of a restore, and has deleted what there was.
            ending.cleanUp();
        } else if (container.get().getRestoreAsked()
                && !container.get().getRestored()
                && container.get().getId().equals(question.container())
                && record.state() == TARGET_RESTORING) {
            fail(new Trouble(RestoreReason.SHIM_LOST, "the shim ended while it restored " + question.containerName()));
        } else if (record.state() == TARGET_READY && waiting.isEmpty()) {
            record.writeDown(entry -> TargetSteps.take(entry, new TargetEvent.CreateBrokeOff()));
        }
    }

    /** Takes down what became of a restore. */
    Answer report(Question question, Report report) {
        if (record.state() != TARGET_RESTORING) {
            return new Answer.Fail(
                    RestoreReason.MIGRATION_ENDED.code(), "the migration of this pod is in state " + record.state());
        }
        return switch (report) {
            case Report.Failed failed -> {
                fail(new Trouble(RestoreReason.RESTORE_FAILED, failed.reason() + ": " + failed.message()));
                yield new Answer.Ok();
            }
            case Report.Restored done ->
                switch (restored.look(done.container())) {
                    case RestoredContainers.Look.Unusable(Trouble trouble) -> {
                        fail(trouble);
                        yield new Answer.Fail(trouble.reason().code(), trouble.message());
                    }
                    case RestoredContainers.Look.Frozen frozen -> {
                        takeDown(question, done.restoreMicros(), frozen);
                        yield new Answer.Ok();
                    }
                };
        };
    }

    private Optional<Trouble> arrived(Question question) {
        String expected = record.entry().getMigration().getContainersList().stream()
                .filter(moved -> moved.getName().equals(question.containerName()))
                .map(io.drover.agent.api.v1.MovedContainer::getImageId)
                .findFirst()
                .orElse("");
        if (!expected.isEmpty()) {
            Optional<String> image = tools.images().of(question.container());
            if (image.isEmpty()) {
                return Optional.of(new Trouble(
                        RestoreReason.IMAGE_UNKNOWN,
                        "the runtime does not say which image container " + question.container() + " has"));
            }
            if (!image.get().equals(expected)) {
                Trouble mismatch = new Trouble(
                        RestoreReason.IMAGE_MISMATCH,
                        "container " + question.containerName() + " was created from " + image.get()
                                + ", the source runs " + expected);
                fail(mismatch);
                return Optional.of(mismatch);
            }
        }
        String known = record.status().getPodIp();
        String address = known.isEmpty() ? addressFor(question) : known;
        record.writeDown(entry -> entry.setNetworkNamespace(question.networkNamespace())
                .setHeld(true)
                .getStatusBuilder()
                .setPodIp(address));
        Optional<Trouble> trouble = quarantine.hold();
        if (trouble.isEmpty()) {
            record.writeDown(entry -> TargetSteps.take(entry, new TargetEvent.CreateWaits()));
        }
        return trouble;
    }

    private String addressFor(Question question) {
        var migration = record.entry().getMigration();
        return PodAddress.ofSandbox(
                        question.sandbox(),
                        tools.containers(),
                        tools.processes(),
                        migration.getSourcePod().getIp())
                .map(Object::toString)
                .orElse(migration.getTargetPod().getIp());
    }

    private Answer restore(Question question, JournalContainer container) {
        Optional<Trouble> changed = Optional.ofNullable(images.get(container.getName()))
                .map(VerifiedImage::changed)
                .orElseGet(() -> Optional.of(new Trouble(
                        TransferReason.IMAGE_DAMAGED, "the image could not be read after it had been verified")));
        if (changed.isPresent()) {
            return failed(changed.get());
        }
        String source = ending.sourceId(container.getName());
        RestoreFiles criu = new RestoreFiles(tools.files().work(source, "target"));
        try {
            criu.write(tools.files());
        } catch (IOException refused) {
            return failed(new Trouble(RestoreReason.NODE_IO, refused.toString()));
        }
        Optional<Trouble> unpacked = new FileUnpacking(tools.files(), tools.programs())
                .unpack(container.getImageDirectory(), question.bundle());
        if (unpacked.isPresent()) {
            return failed(unpacked.get());
        }
        record.writeDown(entry -> {
            Containers.change(
                    entry,
                    container.getName(),
                    one -> one.setRestoreAsked(true).setId(question.container()).setBundle(question.bundle()));
            if (entry.getStatus().getState() != TARGET_RESTORING) {
                TargetSteps.take(entry, new TargetEvent.RestoreBegun());
            }
        });
        return new Answer.Restore(
                container.getImageDirectory(), criu.directory(), tools.criuDirectory(), criu.configuration());
    }

    private void takeDown(Question question, long micros, RestoredContainers.Look.Frozen frozen) {
        String name = question.containerName();
        record.writeDown(entry -> {
            Containers.change(
                    entry,
                    name,
                    one -> one.setRestored(true)
                            .setId(frozen.container().id())
                            .setInitPid(frozen.container().initPid())
                            .setInitStarted(frozen.container().initStarted())
                            .setFreezer(frozen.place().directory())
                            .setFreezerV2(frozen.place().unified()));
            var status = entry.getStatusBuilder();
            status.addContainers(ContainerProgress.newBuilder()
                            .setName(name)
                            .setId(frozen.container().id())
                            .setRestoreUs(micros))
                    .putStageUs("restore", status.getStageUsOrDefault("restore", 0) + micros);
            if (entry.getContainersList().stream().allMatch(JournalContainer::getRestored)) {
                TargetSteps.take(entry, new TargetEvent.AllRestored());
            }
        });
        restored.adjustOutOfMemoryScore(record.container(name));
    }

    private boolean allReceived() {
        return record.entry().getContainersList().stream().allMatch(JournalContainer::getReceived);
    }

    /** The container with this name, when it moves. */
    Optional<JournalContainer> moved(String name) {
        return record.entry().getContainersList().stream()
                .filter(container -> container.getName().equals(name))
                .findFirst();
    }

    private Answer failed(Trouble trouble) {
        fail(trouble);
        return new Answer.Fail(trouble.reason().code(), trouble.message());
    }

    private void fail(Trouble trouble) {
        ending.fail(trouble);
    }
}
