package io.drover.agent.restore;

import io.drover.agent.journal.MigrationRecord;
import io.drover.agent.journal.TargetSteps;
import io.drover.agent.journal.v1.JournalContainer;
import io.drover.agent.node.LogKeys;
import io.drover.agent.node.Trouble;
import io.drover.agent.protocol.TargetEvent;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a target ends without having run: frozen processes are destroyed, the disk is freed, the network is opened for a cold start. */
final class TargetEnding {

    private static final Logger LOG = LoggerFactory.getLogger(TargetEnding.class);

    private final MigrationRecord record;
    private final TargetTools tools;
    private final RestoredContainers restored;
    private final TargetQuarantine quarantine;

    TargetEnding(MigrationRecord record, TargetTools tools, RestoredContainers restored, TargetQuarantine quarantine) {
        this.record = record;
        this.tools = tools;
        this.restored = restored;
        this.quarantine = quarantine;
    }

    /** Takes down that it failed, and cleans up. */
    void fail(Trouble trouble) {
        String stage = record.state().name();
        record.writeDown(entry -> TargetSteps.take(entry, new TargetEvent.StepFailed(trouble.during(stage))));
        LOG.atWarn()
                .addKeyValue(LogKeys.MIGRATION, record.id())
                .addKeyValue(LogKeys.STAGE, stage)
                .addKeyValue(LogKeys.REASON, trouble.reason().code())
                .addKeyValue(LogKeys.DETAIL, trouble.message())
                .log("target failed");
        cleanUp();
    }

    /** Ends what is frozen and frees the disk. The network stays closed: other nodes still send packets of the moved connections here. */
    void cleanUp() {
        restored.destroy(record.entry().getContainersList()).ifPresent(this::warn);
        try {
            removeImages();
        } catch (IOException refused) {
            warn(new Trouble(RestoreReason.NODE_IO, refused.toString()));
        }
    }

    /** Opens the network for a cold start. Only when nobody sends packets of the moved connections here any more: they would get an RST. */
    void open() {
        if (!record.entry().getHeld()) {
            return;
        }
        if (!quarantine.isOpen()) {
            quarantine.hold().ifPresent(this::warn);
        }
        quarantine.cancel().ifPresent(this::warn);
        record.takeDown(entry -> entry.setHeld(false));
    }

    /** Removes images; the logs of a failure stay until the migration is forgotten. */
    private void removeImages() throws IOException {
        for (JournalContainer container : record.entry().getContainersList()) {
            String source = sourceId(container.getName());
            tools.files().remove(tools.files().received(source));
            if (!record.status().hasFailure()) {
                tools.files().remove(tools.files().work(source, "target"));
            }
            tools.files().removeEmpty(source);
        }
    }

    /** Removes all that is on disk but the journal. */
    void removeFiles() throws IOException {
        removeImages();
        for (JournalContainer container : record.entry().getContainersList()) {
            String source = sourceId(container.getName());
            tools.files().remove(tools.files().work(source, "target"));
            tools.files().removeEmpty(source);
        }
    }

    /** The source's ID of a container, which names its image directory. */
    String sourceId(String name) {
        return record.entry().getMigration().getContainersList().stream()
                .filter(moved -> moved.getName().equals(name))
                .map(io.drover.agent.api.v1.MovedContainer::getSourceId)
                .findFirst()
                .orElseThrow();
    }

    /** Logs what could not be done and is done again later. */
    void warn(Trouble trouble) {
        LOG.atWarn()
                .addKeyValue(LogKeys.MIGRATION, record.id())
                .addKeyValue(LogKeys.STATE, record.state())
                .addKeyValue(LogKeys.REASON, trouble.reason().code())
                .addKeyValue(LogKeys.DETAIL, trouble.message())
                .log("something is owed for this target");
    }
}
