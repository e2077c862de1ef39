package io.drover.agent.restore;

import io.drover.agent.node.CheckpointFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The files that tell CRIU how to restore so that nothing runs: the configuration, and the script that freezes the container's control
 * group when everything is in place. Source: criu(8), "CONFIGURATION FILES" and {@code --action-script}.
 *
 * @param directory where CRIU works, as programs on the node name it
 */
record RestoreFiles(String directory) {

    private static final String SCRIPT = "freeze-restored.sh";

    String configuration() {
        return directory + "/criu.conf";
    }

    /** Writes both. */
    void write(CheckpointFiles files) throws IOException {
        Path work = files.make(directory);
        Path script = work.resolve(SCRIPT);
        try (InputStream content = RestoreFiles.class.getResourceAsStream(SCRIPT)) {
            if (content == null) {
                throw new IllegalStateException(SCRIPT + " is missing in this program");
            }
            Files.copy(content, script, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(work.resolve("criu.conf"), """
                network-lock skip
                manage-cgroups ignore
                action-script %s/%s
                """.formatted(directory, SCRIPT));
    }
}
