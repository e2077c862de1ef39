package io.drover.agent.restore;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.drover.agent.journal.v1.JournalContainer;
import io.drover.agent.node.Freezer;
import io.drover.agent.node.Freezers;
import io.drover.agent.node.RuncContainer;
import io.drover.agent.node.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The restored containers of one pod on this node, which do not run until they are let go together. */
final class RestoredContainers {

    private final TargetTools tools;

    RestoredContainers(TargetTools tools) {
        this.tools = tools;
    }

    /** What is known of a container after its restore. */
    sealed interface Look {
        record Frozen(RuncContainer container, Freezers.Place place) implements Look {}

        record Unusable(Trouble trouble) implements Look {}
    }

    /** Looks at a container that the shim has restored, and makes sure that it is frozen. */
    Look look(String id) {
        try {
            Optional<RuncContainer> container = tools.containers().find(id);
            Optional<Freezers.Place> place = container.flatMap(tools.freezers()::placeOf);
            if (place.isEmpty()) {
                return new Look.Unusable(new Trouble(
                        RestoreReason.RESTORE_FAILED, "runc knows no container " + id + " that can be frozen"));
            }
            Freezer freezer = tools.freezers().at(place.get());
            if (freezer.state() != Freezer.State.FROZEN
                    && freezer.freeze(Duration.ofSeconds(1)) != Freezer.State.FROZEN) {
                return new Look.Unusable(new Trouble(
                        RestoreReason.RESTORE_FAILED, "container " + id + " was restored and is " + freezer.state()));
            }
            if (freezer.processes().isEmpty()) {
                return new Look.Unusable(
                        new Trouble(RestoreReason.RESTORE_FAILED, "no process is left of container " + id));
            }
            return new Look.Frozen(container.orElseThrow(), place.get());
        } catch (IOException broken) {
            return new Look.Unusable(new Trouble(RestoreReason.NODE_IO, broken.toString()));
        }
    }

    /**
     * Gives the container's processes the priority for the kernel's out-of-memory killer that the new pod asks for; CRIU restores the
     * old one. A lower value than the agent may give stays what it is.
     */
    void adjustOutOfMemoryScore(JournalContainer container) {
        Optional<Integer> wanted = wantedScore(container.getBundle());
        if (wanted.isEmpty()) {
            return;
        }
        for (int pid : processesOf(container)) {
            try {
                Files.writeString(
                        tools.processes().proc().resolve(pid + "/oom_score_adj"),
                        wanted.get().toString());
            } catch (IOException refused) {
                // CAP_SYS_RESOURCE is missing, or the process has ended.
                return;
            }
        }
    }

    /** Lets the processes of all containers run, one write for each container. */
    Optional<Trouble> letGo(List<JournalContainer> containers) {
        Optional<Trouble> first = Optional.empty();
        for (JournalContainer container : containers) {
            try {
                freezer(container).thaw();
            } catch (IOException refused) {
                first = first.or(() -> Optional.of(new Trouble(RestoreReason.NODE_IO, refused.toString())));
            }
        }
        return first;
    }

    /** Ends what was restored; no process of it executes an instruction. */
    Optional<Trouble> destroy(List<JournalContainer> containers) {
        Optional<Trouble> first = Optional.empty();
        for (JournalContainer container : containers) {
            if (container.getFreezer().isEmpty()) {
                continue;
            }
            try {
                freezer(container).kill();
            } catch (IOException refused) {
                first = first.or(() -> Optional.of(new Trouble(RestoreReason.NODE_IO, refused.toString())));
            }
        }
        return first;
    }

    /** Whether no process is left of any of them. */
    boolean areGone(List<JournalContainer> containers) {
        try {
            for (JournalContainer container : containers) {
                if (!freezer(container).processes().isEmpty()) {
                    return false;
                }
            }
            return true;
        } catch (IOException unreadable) {
            return false;
        }
    }

    private List<Integer> processesOf(JournalContainer container) {
        try {
            return List.copyOf(freezer(container).processes());
        } catch (IOException gone) {
            return List.of();
        }
    }

    private Freezer freezer(JournalContainer container) {
        return tools.freezers().at(new Freezers.Place(container.getFreezer(), container.getFreezerV2()));
    }

    private Optional<Integer> wantedScore(String bundle) {
        try {
            Path file = tools.files().node().of(bundle + "/config.json");
            JsonObject process = JsonParser.parseString(Files.readString(file))
                    .getAsJsonObject()
                    .getAsJsonObject("process");
            return process != null && process.has("oomScoreAdj")
                    ? Optional.of(process.get("oomScoreAdj").getAsInt())
                    : Optional.empty();
        } catch (IOException | JsonParseException | IllegalStateException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
