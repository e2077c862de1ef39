package io.drover.agent.checkpoint;

import io.drover.agent.journal.v1.JournalContainer;
import io.drover.agent.node.CheckpointFiles;
import io.drover.agent.node.Freezer;
import io.drover.agent.node.Freezers;
import io.drover.agent.node.Processes;
import io.drover.agent.node.RuncContainer;
import io.drover.agent.node.RuncStates;
import io.drover.agent.node.Trouble;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The containers of a pod that leave together: found, frozen, thawed and ended as one. */
final class FrozenPod {

    private final List<Member> members;
    private final Processes processes;

    private FrozenPod(List<Member> members, Processes processes) {
        this.members = List.copyOf(members);
        this.processes = processes;
    }

    /** One container with its freezer. */
    record Member(String name, RuncContainer container, Freezers.Place place, Freezer freezer) {

        /** All that is needed to find it again. */
        JournalContainer journaled(CheckpointFiles files) {
            return JournalContainer.newBuilder()
                    .setName(name)
                    .setId(container.id())
                    .setBundle(container.bundle())
                    .setImageDirectory(files.dumped(container.id()))
                    .setFreezer(place.directory())
                    .setFreezerV2(place.unified())
                    .setInitPid(container.initPid())
                    .setInitStarted(container.initStarted())
                    .build();
        }
    }

    /** The pod, or what is missing. */
    sealed interface Search {
        record Found(FrozenPod pod) implements Search {}

        record Missing(Trouble trouble) implements Search {}
    }

    /** Looks every container up at runc. */
    static Search find(List<JournalContainer> wanted, RuncStates states, Freezers freezers, Processes processes) {
        List<Member> members = new ArrayList<>();
        for (JournalContainer want : wanted) {
            Optional<RuncContainer> found;
            try {
                found = states.find(want.getId());
            } catch (IOException unreadable) {
                return new Search.Missing(new Trouble(CheckpointReason.NODE_IO, unreadable.toString()));
            }
            if (found.isEmpty() || !isSame(found.get(), want, processes)) {
                return new Search.Missing(new Trouble(
                        CheckpointReason.CONTAINER_GONE,
                        "container " + want.getName() + " (" + want.getId() + ") does not run on this node"));
            }
            Optional<Freezers.Place> place = freezers.placeOf(found.get());
            if (place.isEmpty()) {
                return new Search.Missing(new Trouble(
                        CheckpointReason.NOT_FREEZABLE,
                        "container " + want.getName() + " is in none of the control groups freezer and unified"));
            }
            members.add(new Member(want.getName(), found.get(), place.get(), freezers.at(place.get())));
        }
        return new Search.Found(new FrozenPod(members, processes));
    }

    private static boolean isSame(RuncContainer found, JournalContainer want, Processes processes) {
        boolean runs = processes.started(found.initPid()).equals(Optional.of(found.initStarted()));
        return runs && (want.getInitPid() == 0 || want.getInitPid() == found.initPid());
    }

    List<Member> members() {
        return members;
    }

    /** About as much memory as will be dumped. */
    long memoryBytes() {
        return members.stream()
                .flatMap(member -> processes.tree(member.container().initPid()).stream())
                .mapToLong(processes::ownMemory)
                .sum();
    }

    /** Freezes all of them; when there is trouble with one, those before it run again. */
    Optional<Trouble> freeze(Duration atMost) {
        ContainerFreeze freeze = new ContainerFreeze(processes);
        for (Member member : members) {
            Optional<Trouble> trouble = freeze.freeze(member.container(), member.freezer(), atMost);
            if (trouble.isPresent()) {
                thaw();
                return trouble;
            }
        }
        return Optional.empty();
    }

    /** Lets all of them run, also when one of them refuses. */
    Optional<Trouble> thaw() {
        Optional<Trouble> first = Optional.empty();
        for (Member member : members) {
            try {
                member.freezer().thaw();
            } catch (IOException refused) {
                first = first.or(() -> Optional.of(new Trouble(CheckpointReason.NODE_IO, refused.toString())));
            }
        }
        return first;
    }

    /** Whether these are still the containers that were frozen, frozen, and nobody wants them to end. */
    Optional<Trouble> unchanged() {
        for (Member member : members) {
            RuncContainer container = member.container();
            if (!processes.started(container.initPid()).equals(Optional.of(container.initStarted()))) {
                return Optional.of(new Trouble(
                        CheckpointReason.CONTAINER_CHANGED,
                        "the first process of container " + member.name() + " ended"));
            }
            try {
                if (member.freezer().state() != Freezer.State.FROZEN) {
                    return Optional.of(new Trouble(
                            CheckpointReason.CONTAINER_CHANGED,
                            "somebody thawed container " + member.name() + ", it is "
                                    + member.freezer().state()));
                }
                if (member.freezer().processes().stream().anyMatch(processes::hasEndPending)) {
                    return Optional.of(new Trouble(
                            CheckpointReason.TERMINATION_PENDING,
                            "a SIGTERM or SIGKILL waits for a process of container " + member.name()));
                }
            } catch (IOException unreadable) {
                return Optional.of(new Trouble(CheckpointReason.NODE_IO, unreadable.toString()));
            }
        }
        return Optional.empty();
    }

    /** Whether somebody has begun to end the pod. */
    boolean isEnding() {
        return members.stream()
                .map(member -> member.container().initPid())
                .anyMatch(pid ->
                        processes.hasEndPending(pid) || processes.started(pid).isEmpty());
    }

    /** Whether no process of it is left. */
    boolean isGone() throws IOException {
        for (Member member : members) {
            if (!member.freezer().processes().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Ends every process without letting one run again. */
    void kill() throws IOException {
        for (Member member : members) {
            member.freezer().kill();
        }
    }
}
