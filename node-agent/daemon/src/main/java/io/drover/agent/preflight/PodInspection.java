package io.drover.agent.preflight;

import io.drover.agent.api.v1.ContainerInspection;
import io.drover.agent.api.v1.ContainerRef;
import io.drover.agent.api.v1.InspectPodReply;
import io.drover.agent.api.v1.InspectPodRequest;
import io.drover.agent.node.Freezers;
import io.drover.agent.node.ImageIds;
import io.drover.agent.node.NodeRoot;
import io.drover.agent.node.OverlayRoot;
import io.drover.agent.node.Processes;
import io.drover.agent.node.RuncContainer;
import io.drover.agent.node.RuncStates;
import io.drover.agent.node.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** Looks at the running containers of a pod, and at every process in them. Changes nothing. Thread safe. */
public final class PodInspection {

    private static final int MOST_FILES = 200_000;
    private static final Set<String> PROJECTED = Set.of(
            "kubernetes.io~secret", "kubernetes.io~configmap", "kubernetes.io~projected", "kubernetes.io~downward-api");

    private final NodeRoot node;
    private final RuncStates containers;
    private final Freezers freezers;
    private final Processes processes;
    private final ImageIds images;
    private final BooleanSupplier hasSysResource;

    /** @param hasSysResource whether the agent may set limits of other users' processes */
    public PodInspection(
            NodeRoot node,
            RuncStates containers,
            Freezers freezers,
            Processes processes,
            ImageIds images,
            BooleanSupplier hasSysResource) {
        this.node = node;
        this.containers = containers;
        this.freezers = freezers;
        this.processes = processes;
        this.images = images;
        this.hasSysResource = hasSysResource;
    }

    /** Looks at each of the containers that are asked for. */
    public InspectPodReply inspect(InspectPodRequest request) {
        InspectPodReply.Builder reply = InspectPodReply.newBuilder();
        for (ContainerRef wanted : request.getContainersList()) {
            reply.addContainers(inspect(wanted));
        }
        return reply.build();
    }

    private ContainerInspection inspect(ContainerRef wanted) {
        try {
            Optional<RuncContainer> found = containers.find(wanted.getId());
            Optional<Freezers.Place> place = found.flatMap(freezers::placeOf);
            if (place.isEmpty()) {
                return failed(
                        wanted,
                        new Trouble(
                                Obstacle.CONTAINER_GONE,
                                "runc knows no running container with the id \"" + wanted.getId() + "\""));
            }
            return look(wanted, found.orElseThrow(), freezers.at(place.get()).processes());
        } catch (IOException unreadable) {
            return failed(wanted, new Trouble(Obstacle.NODE_IO, unreadable.toString()));
        }
    }

    private ContainerInspection look(ContainerRef wanted, RuncContainer container, Set<Integer> pids) {
        ProcessLook look = new ProcessLook(processes, container, pids, projected(container));
        List<Trouble> obstacles = new ArrayList<>(look.obstacles(hasSysResource.getAsBoolean()));
        ProcNetTcp.Table table = ProcNetTcp.of(processes, container.initPid());
        if (!table.ipv6().isEmpty()) {
            obstacles.add(new Trouble(Obstacle.IPV6_CONNECTIONS, String.join(", ", table.ipv6())));
        }
        return ContainerInspection.newBuilder()
                .setContainer(wanted)
                .setImageId(images.of(container.id()).orElse(""))
                .setResidentBytes(look.residentBytes())
                .setProcesses(pids.size())
                .setThreads(look.threads())
                .addAllConnections(table.connections())
                .addAllObstacles(
                        obstacles.stream().map(obstacle -> obstacle.in("")).toList())
                .addAllOpenInProjectedVolumes(look.openInProjectedVolumes())
                .setRootChangesBytes(rootChanges(container.initPid()))
                .build();
    }

    private static Set<String> projected(RuncContainer container) {
        Set<String> destinations = new TreeSet<>();
        for (RuncContainer.Bind bind : container.mounts()) {
            if (PROJECTED.stream().anyMatch(kind -> bind.source().contains("/" + kind + "/"))) {
                destinations.add(bind.destination());
            }
        }
        return destinations;
    }

    /** Bytes of the regular files in the writable layer of the container's root. */
    private long rootChanges(int pid) {
        Optional<String> upper = OverlayRoot.upperDirectory(processes.text(pid, "mountinfo"));
        if (upper.isEmpty()) {
            return 0;
        }
        try (var walk = Files.walk(node.of(upper.get()))) {
            return walk.limit(MOST_FILES)
                    .filter(Files::isRegularFile)
                    .mapToLong(PodInspection::size)
                    .sum();
        } catch (IOException | java.io.UncheckedIOException changing) {
            return 0;
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException gone) {
            return 0;
        }
    }

    private static ContainerInspection failed(ContainerRef wanted, Trouble trouble) {
        return ContainerInspection.newBuilder()
                .setContainer(wanted)
                .setFailure(trouble.in(""))
                .build();
    }
}
