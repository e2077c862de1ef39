package io.drover.rules.facts;

import io.drover.values.ByteSize;
import java.util.List;

/**
 * What the agent saw when it looked at the processes of one running container.
 *
 * @param imageId config digest of the image that runs, {@code sha256:...}, as the runtime reports it
 * @param resident memory that its processes hold
 * @param processes how many
 * @param connections open TCP connections
 * @param obstacles what speaks against dumping it; empty means that it can be dumped
 * @param openInProjectedVolumes paths that are open or mapped below volumes that the kubelet writes (Secret, ConfigMap, projected)
 * @param rootChanges size of the container's own file system layer, which moves along
 */
public record Inspection(
        String imageId,
        ByteSize resident,
        int processes,
        int connections,
        List<Complaint> obstacles,
        List<String> openInProjectedVolumes,
        ByteSize rootChanges) {

    /** A process that holds nothing and in whose way nothing is. */
    static final Inspection EMPTY = new Inspection("", ByteSize.ZERO, 1, 0, List.of(), List.of(), ByteSize.ZERO);

    public Inspection {
        obstacles = List.copyOf(obstacles);
        openInProjectedVolumes = List.copyOf(openInProjectedVolumes);
    }
}
