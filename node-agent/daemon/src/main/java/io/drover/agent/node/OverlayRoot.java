package io.drover.agent.node;

import java.util.Optional;

/** The overlay file system that a container has for its root. */
public final class OverlayRoot {

    private OverlayRoot() {}

    /**
     * The writable layer's directory on the node; empty when the root is no overlay. Source: proc(5), {@code mountinfo}; its super
     * options are those that the overlay was mounted with.
     */
    public static Optional<String> upperDirectory(String mountinfo) {
        for (String line : mountinfo.lines().toList()) {
            int separator = line.indexOf(" - ");
            String[] fields = line.split(" ", -1);
            if (separator < 0 || fields.length < 5 || !fields[4].equals("/")) {
                continue;
            }
            String[] fileSystem = line.substring(separator + 3).split(" ", -1);
            if (fileSystem.length < 3 || !fileSystem[0].equals("overlay")) {
                return Optional.empty();
            }
            for (String option : fileSystem[2].split(",", -1)) {
                if (option.startsWith("upperdir=")) {
                    return Optional.of(option.substring("upperdir=".length()));
                }
            }
        }
        return Optional.empty();
    }
}
