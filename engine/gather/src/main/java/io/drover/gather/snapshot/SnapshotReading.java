package io.drover.gather.snapshot;

import java.util.List;

/** What came of reading a directory. */
public sealed interface SnapshotReading {

    /** Everything could be read. */
    record Read(Snapshot snapshot) implements SnapshotReading {}

    /**
     * Something could not.
     *
     * @param problems one line each, beginning with the file
     */
    record Unreadable(List<String> problems) implements SnapshotReading {}
}
