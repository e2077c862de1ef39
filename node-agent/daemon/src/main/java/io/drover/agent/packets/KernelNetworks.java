package io.drover.agent.packets;

import java.nio.file.Path;

/** Network namespaces of this kernel, through setns, libnftables and netlink. */
public final class KernelNetworks implements Networks {

    private final Libraries libraries;
    private final Path nodeNamespace;
    private final Path stateDirectory;

    private KernelNetworks(Libraries libraries, Path nodeNamespace, Path stateDirectory) {
        this.libraries = libraries;
        this.nodeNamespace = nodeNamespace;
        this.stateDirectory = stateDirectory;
    }

    /**
     * Loads the C libraries.
     *
     * @param nodeNamespace the node's own network namespace, such as {@code /proc/1/ns/net}
     * @param stateDirectory where old values of kernel settings are kept; it must not outlive a boot, such as {@code /run/drover}
     * @return a refusal when a library is missing
     */
    public static Attempt<Networks> load(Path nodeNamespace, Path stateDirectory) {
        return Libraries.load()
                .then(libraries -> new Attempt.Worked<>(new KernelNetworks(libraries, nodeNamespace, stateDirectory)));
    }

    @Override
    public Attempt<SourceNetwork> source(Path namespace) {
        return NftSourceNetwork.open(libraries, namespace);
    }

    @Override
    public Attempt<TargetNetwork> target(Path namespace) {
        return NftTargetNetwork.open(libraries, namespace);
    }

    @Override
    public Attempt<NodeNetwork> node() {
        return NftNodeNetwork.open(libraries, nodeNamespace, stateDirectory);
    }

    @Override
    public Attempt<ProbeAnswers> probeAnswers() {
        return NftProbeAnswers.open(libraries, nodeNamespace);
    }
}
