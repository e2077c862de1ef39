package io.drover.agent.handover;

/**
 * What the shim asks when containerd creates a container that may have to be restored.
 *
 * @param container its ID at the runtime; another one each time the kubelet tries again
 * @param bundle its bundle's directory on the node
 * @param podUid empty with a containerd that does not tell
 * @param networkNamespace path on the node
 * @param pid of the shim
 */
public record Question(
        String container,
        String bundle,
        String podUid,
        String podNamespace,
        String podName,
        String containerName,
        String sandbox,
        String image,
        String networkNamespace,
        int pid) {}
