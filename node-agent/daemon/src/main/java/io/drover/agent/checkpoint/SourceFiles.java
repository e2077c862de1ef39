package io.drover.agent.checkpoint;

import io.drover.agent.journal.MigrationRecord;
import io.drover.agent.journal.v1.JournalContainer;
import io.drover.agent.node.CheckpointFiles;
import io.drover.agent.node.Trouble;
import java.io.IOException;
import java.util.Optional;

/** What a source leaves on disk, and its removal. */
final class SourceFiles {

    private SourceFiles() {}

    /** Removes images, logs and the journal's entry, the entry last. */
    static Optional<Trouble> remove(MigrationRecord record, CheckpointFiles files) {
        try {
            for (JournalContainer container : record.entry().getContainersList()) {
                files.remove(files.dumped(container.getId()));
                files.remove(files.work(container.getId(), "source"));
                files.removeEmpty(container.getId());
            }
            files.remove(files.runcRoot(record.id()));
            record.forget();
            return Optional.empty();
        } catch (IOException refused) {
            return Optional.of(new Trouble(CheckpointReason.NODE_IO, refused.toString()));
        }
    }
}
