package io.drover.agent;

import io.drover.agent.api.v1.Migration;
import io.drover.agent.api.v1.MigrationStatus;
import io.drover.agent.api.v1.MovedContainer;
import io.drover.agent.api.v1.PodRef;
import io.drover.agent.api.v1.Role;
import io.drover.agent.checkpoint.SourceMigration;
import io.drover.agent.checkpoint.SourceTools;
import io.drover.agent.handover.Answer;
import io.drover.agent.handover.Question;
import io.drover.agent.handover.Report;
import io.drover.agent.journal.Journal;
import io.drover.agent.journal.JournalReason;
import io.drover.agent.journal.MigrationRecord;
import io.drover.agent.journal.SourceSteps;
import io.drover.agent.journal.TargetSteps;
import io.drover.agent.journal.v1.JournalContainer;
import io.drover.agent.journal.v1.JournalEntry;
import io.drover.agent.node.LogKeys;
import io.drover.agent.node.Polling;
import io.drover.agent.node.Trouble;
import io.drover.agent.protocol.SourceEvent;
import io.drover.agent.protocol.TargetEvent;
import io.drover.agent.restore.Shims;
import io.drover.agent.restore.TargetMigration;
import io.drover.agent.restore.TargetTools;
import io.drover.values.Epoch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every migration that this agent has a part in, and every pod that it was told about. Thread safe. */
public final class Migrations implements Shims {

    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    private final Journal journal;
    private final ColdWords cold;
    private final SourceTools sourceTools;
    private final TargetTools targetTools;
    private final Map<String, SourceMigration> sources = new ConcurrentHashMap<>();
    private final Map<String, TargetMigration> targets = new ConcurrentHashMap<>();
    private final Set<String> forgotten = ConcurrentHashMap.newKeySet();

    Migrations(Journal journal, ColdWords cold, SourceTools sourceTools, TargetTools targetTools) {
        this.journal = journal;
        this.cold = cold;
        this.sourceTools = sourceTools;
        this.targetTools = targetTools;
    }

    /** Takes up what the journal knows. Call once, before anything else. */
    public void recover() throws IOException {
        Journal.Recovered found = journal.recover();
        found.unreadable()
                .forEach(file -> LOG.atError()
                        .addKeyValue(LogKeys.FILE, file)
                        .log("a journal entry cannot be read; look at it and remove it by hand"));
        cold.recover(found.coldPods());
        for (JournalEntry entry : found.entries()) {
            MigrationRecord record = new MigrationRecord(journal, entry);
            LOG.atInfo()
                    .addKeyValue(LogKeys.MIGRATION, record.id())
                    .addKeyValue(LogKeys.ROLE, record.role())
                    .addKeyValue(LogKeys.STATE, record.state())
                    .log("migration found in the journal");
            try {
                takeUp(record);
            } catch (RuntimeException unforeseen) {
                // The others' pods must not stay frozen for it.
                LOG.atError()
                        .setCause(unforeseen)
                        .addKeyValue(LogKeys.MIGRATION, record.id())
                        .log("a migration could not be taken up");
            }
        }
    }

    private void takeUp(MigrationRecord record) {
        if (record.role() == Role.SOURCE) {
            SourceMigration source = new SourceMigration(record, sourceTools);
            sources.put(record.id().value(), source);
            source.recover();
        } else {
            TargetMigration target = new TargetMigration(record, targetTools);
            targets.put(record.id().value(), target);
            target.recover();
        }
    }

    /** The source with this id, made when there was none. */
    public SourceMigration sourceFor(Migration migration) {
        return sources.computeIfAbsent(
                migration.getId(),
                id -> new SourceMigration(
                        begun(migration, Role.SOURCE, entry -> SourceSteps.take(entry, new SourceEvent.Prepare())),
                        sourceTools));
    }

    /** The target with this id, made when there was none. */
    public TargetMigration targetFor(Migration migration) {
        return targets.computeIfAbsent(
                migration.getId(),
                id -> new TargetMigration(
                        begun(migration, Role.TARGET, entry -> TargetSteps.take(entry, new TargetEvent.Prepare())),
                        targetTools));
    }

    /** A target that was never known and is to be destroyed: taken down, so that it never begins. */
    public TargetMigration destroyedTarget(String id, long epoch) {
        Migration migration = Migration.newBuilder().setId(id).setEpoch(epoch).build();
        return targets.computeIfAbsent(
                id,
                unknown -> new TargetMigration(
                        begun(
                                migration,
                                Role.TARGET,
                                entry -> TargetSteps.take(entry, new TargetEvent.Destroy(new Epoch(epoch)))),
                        targetTools));
    }

    public Optional<SourceMigration> source(String id) {
        return Optional.ofNullable(sources.get(id));
    }

    public Optional<TargetMigration> target(String id) {
        return Optional.ofNullable(targets.get(id));
    }

    /** The target that another agent speaks of. */
    PeersTarget peersTarget(Migration migration) {
        TargetMigration target = targets.get(migration.getId());
        if (target == null) {
            return new PeersTarget.Refused(new Trouble(
                    JournalReason.MIGRATION_UNKNOWN, "no pod here is bound to migration " + migration.getId()));
        }
        Migration known = target.record().entry().getMigration();
        if (!target.isOf(migration.getTargetPod())
                || !known.getContainersList().equals(migration.getContainersList())) {
            return new PeersTarget.Refused(new Trouble(
                    PeerRefusal.MIGRATION_DIFFERS,
                    "this agent was prepared for another pod or other containers than the order names"));
        }
        return target.record()
                .fence(migration.getEpoch())
                .<PeersTarget>map(PeersTarget.Refused::new)
                .orElseGet(() -> new PeersTarget.Known(target));
    }

    /** What is known of a target. */
    sealed interface PeersTarget {
        record Known(TargetMigration target) implements PeersTarget {}

        record Refused(Trouble trouble) implements PeersTarget {}
    }

    /** Whether everything of a migration was removed, so that a late command must not begin it anew. */
    public boolean isForgotten(String id) {
        return forgotten.contains(id);
    }

    /** The record of one role. */
    public Optional<MigrationRecord> record(String id, Role role) {
        return role == Role.SOURCE
                ? source(id).map(SourceMigration::record)
                : target(id).map(TargetMigration::record);
    }

    /** The status of all, sources first. */
    public List<MigrationStatus> statuses() {
        List<MigrationStatus> all = new ArrayList<>();
        sources.values().forEach(source -> all.add(source.record().status()));
        targets.values().forEach(target -> all.add(target.record().status()));
        return all;
    }

    /** Removes both roles of a migration; what cannot be removed stays known. */
    public Optional<Trouble> forget(String id) throws IOException {
        SourceMigration source = sources.get(id);
        if (source != null) {
            Optional<Trouble> trouble = source.forget();
            if (trouble.isPresent()) {
                return trouble;
            }
            sources.remove(id);
        }
        TargetMigration target = targets.get(id);
        if (target != null) {
            Optional<Trouble> trouble = target.forget();
            if (trouble.isPresent()) {
                return trouble;
            }
            targets.remove(id);
        }
        if (target != null) {
            cold.forget(id);
        }
        forgotten.add(id);
        return Optional.empty();
    }

    /** Takes down that no process comes for a pod. */
    public void startCold(PodRef pod, String migration, long epoch) throws IOException {
        cold.say(
                pod,
                migration,
                epoch,
                () -> target(migration)
                        .filter(target -> target.isOf(pod))
                        .ifPresent(TargetMigration::openForColdStart));
    }

    @Override
    public Answer answer(Question question, Duration atMost) {
        if (cold.isCold(question)) {
            return new Answer.Cold();
        }
        Optional<TargetMigration> target = targetOf(question);
        if (target.isPresent()) {
            return target.get().answer(question, atMost);
        }
        long end = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() < end && targetOf(question).isEmpty() && !cold.isCold(question)) {
            Polling.pause(Duration.ofMillis(10));
        }
        return cold.isCold(question)
                ? new Answer.Cold()
                : new Answer.Wait("the coordinator has said nothing about this pod");
    }

    @Override
    public Answer report(Question question, Report report) {
        return targetOf(question)
                .map(target -> target.report(question, report))
                .orElseGet(() -> new Answer.Fail("MigrationUnknown", "no migration is bound to this pod"));
    }

    @Override
    public void left(Question question) {
        targetOf(question).ifPresent(target -> target.left(question));
    }

    /** Frees what is held in the kernel for this process; nothing that is in force there changes but for held packets. */
    public void close() {
        sources.values().forEach(SourceMigration::close);
        targets.values().forEach(target -> target.quarantine().close());
    }

    private Optional<TargetMigration> targetOf(Question question) {
        return targets.values().stream()
                .filter(target -> target.isFor(question))
                .findFirst();
    }

    private MigrationRecord begun(Migration migration, Role role, MigrationRecord.Change first) {
        JournalEntry.Builder entry = JournalEntry.newBuilder().setMigration(migration);
        entry.getStatusBuilder()
                .setMigrationId(migration.getId())
                .setEpoch(migration.getEpoch())
                .setRole(role);
        for (MovedContainer moved : migration.getContainersList()) {
            entry.addContainers(JournalContainer.newBuilder()
                    .setName(moved.getName())
                    .setId(role == Role.SOURCE ? moved.getSourceId() : "")
                    .setImageDirectory(
                            role == Role.SOURCE
                                    ? sourceTools.files().dumped(moved.getSourceId())
                                    : targetTools.files().received(moved.getSourceId())));
        }
        MigrationRecord record = new MigrationRecord(journal, entry.build());
        record.writeDown(first);
        return record;
    }
}
