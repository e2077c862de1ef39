package io.drover.agent.journal;

import io.drover.agent.api.v1.AgentState;
import io.drover.agent.api.v1.MigrationStatus;
import io.drover.agent.api.v1.Role;
import io.drover.agent.journal.v1.JournalContainer;
import io.drover.agent.journal.v1.JournalEntry;
import io.drover.agent.node.LogKeys;
import io.drover.agent.node.Trouble;
import io.drover.values.Epoch;
import io.drover.values.MigrationId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of one migration in one role, and who wants to hear of it. Every change is one of two kinds: on disk before the call
 * returns, or only in memory, for states from which a new agent would do the same as from the one before. The state itself changes only
 * by {@link SourceSteps} and {@link TargetSteps}. Thread safe.
 */
public final class MigrationRecord {

    private static final Logger LOG = LoggerFactory.getLogger(MigrationRecord.class);

    private final Journal journal;
    private final List<Consumer<MigrationStatus>> watchers = new CopyOnWriteArrayList<>();
    private JournalEntry entry;

    /** Begins with an entry that is not yet on disk, or with one that was found there. */
    public MigrationRecord(Journal journal, JournalEntry entry) {
        this.journal = journal;
        this.entry = entry;
    }

    /** A change of an entry. */
    @FunctionalInterface
    public interface Change {
        void to(JournalEntry.Builder entry);
    }

    public synchronized JournalEntry entry() {
        return entry;
    }

    public MigrationStatus status() {
        return entry().getStatus();
    }

    public AgentState state() {
        return status().getState();
    }

    public MigrationId id() {
        return new MigrationId(entry().getMigration().getId());
    }

    /** The highest that was seen. */
    public Epoch epoch() {
        return new Epoch(status().getEpoch());
    }

    public Role role() {
        return status().getRole();
    }

    /** The container with this name in the pod; a bug when there is none. */
    public JournalContainer container(String name) {
        return entry().getContainersList().stream()
                .filter(container -> container.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no container " + name + " in migration " + id()));
    }

    /**
     * Changes the entry on disk, then here.
     *
     * @throws UncheckedIOException when it cannot be written; nothing has changed then, and what depends on it must not be done
     */
    public void writeDown(Change change) {
        MigrationStatus changed;
        synchronized (this) {
            JournalEntry.Builder next = entry.toBuilder();
            change.to(next);
            JournalEntry built = next.build();
            try {
                journal.write(built);
            } catch (IOException refused) {
                throw new UncheckedIOException(refused);
            }
            entry = built;
            changed = built.getStatus();
        }
        watchers.forEach(watcher -> watcher.accept(changed));
    }

    /** Takes down what has been done already: a disk that refuses it does not undo it, so that it is then known only here. */
    public void takeDown(Change change) {
        try {
            writeDown(change);
        } catch (UncheckedIOException refused) {
            LOG.atError()
                    .addKeyValue(LogKeys.MIGRATION, id())
                    .addKeyValue(LogKeys.DETAIL, refused.getCause())
                    .log("the journal cannot be written");
            remember(change);
        }
    }

    /** Changes the entry only here; it reaches the disk with the next {@link #writeDown}. */
    public void remember(Change change) {
        MigrationStatus changed;
        synchronized (this) {
            JournalEntry.Builder next = entry.toBuilder();
            change.to(next);
            entry = next.build();
            changed = entry.getStatus();
        }
        watchers.forEach(watcher -> watcher.accept(changed));
    }

    /**
     * Takes down the epoch of a command, unless it is lower than one that was seen.
     *
     * @return {@code Fenced} when the command must not be carried out
     */
    public Optional<Trouble> fence(long epoch) {
        long seen = status().getEpoch();
        if (epoch < seen) {
            return Optional.of(
                    new Trouble(JournalReason.FENCED, "the command has epoch " + epoch + ", " + seen + " was seen"));
        }
        if (epoch > seen) {
            writeDown(entry -> entry.getStatusBuilder().setEpoch(epoch));
        }
        return Optional.empty();
    }

    /** The status as an answer to a command that was not carried out. */
    public MigrationStatus refusal(Trouble trouble) {
        return status().toBuilder().setFailure(trouble.in("")).build();
    }

    /** Calls the watcher with the status now and at every change, from the thread that makes it, until the result is closed. */
    public Watch watch(Consumer<MigrationStatus> watcher) {
        watchers.add(watcher);
        watcher.accept(status());
        return () -> watchers.remove(watcher);
    }

    /** Takes the entry off the disk. */
    public void forget() throws IOException {
        journal.forget(id(), role());
    }

    /** An interest in a record that can be ended. */
    @FunctionalInterface
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
