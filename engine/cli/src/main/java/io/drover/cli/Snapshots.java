package io.drover.cli;

import io.drover.gather.snapshot.Snapshot;
import io.drover.gather.snapshot.SnapshotDirectory;
import io.drover.gather.snapshot.SnapshotReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Directories that stand for a cluster. */
final class Snapshots {

    private Snapshots() {}

    /**
     * What the directory holds.
     *
     * @throws IOException when there is none
     * @throws InvalidInput when a file cannot be understood, with one line for each
     */
    static Snapshot read(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            throw new NoSuchFileException(directory.toString());
        }
        if (!Files.isDirectory(directory)) {
            throw new NotDirectoryException(directory.toString());
        }
        return switch (SnapshotDirectory.read(directory)) {
            case SnapshotReading.Read(Snapshot snapshot) -> snapshot;
            case SnapshotReading.Unreadable(var problems) -> throw new InvalidInput(problems);
        };
    }
}
