package io.drover.agent.node;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container as runc's own state file tells it. Paths are the node's.
 *
 * @param initPid its first process, by the node's process IDs
 * @param initStarted start of that process in clock ticks after boot
 * @param bundle where its config.json is; empty when runc did not say
 * @param cgroups directory by controller; the empty name stands for the unified tree
 * @param mounts bind mounts: destination in the container and source on the node
 */
public record RuncContainer(
        String id, int initPid, long initStarted, String bundle, Map<String, String> cgroups, List<Bind> mounts) {

    public RuncContainer {
        cgroups = Map.copyOf(cgroups);
        mounts = List.copyOf(mounts);
    }

    /** A directory or file of the node that the container sees at another place. */
    public record Bind(String destination, String source) {}

    /** Its group in the freezer hierarchy of control groups version 1; empty on a node with version 2 only. */
    public Optional<String> freezerV1() {
        return Optional.ofNullable(cgroups.get("freezer"));
    }

    /** Its group in the unified tree; empty when there is none. */
    public Optional<String> unified() {
        return Optional.ofNullable(cgroups.get(""));
    }
}
