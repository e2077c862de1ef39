package io.drover.agent;

import io.drover.agent.node.LogKeys;
import io.drover.agent.packets.Attempt;
import io.drover.agent.packets.NodeNetwork;
import io.drover.values.MigrationId;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes away rewrites of connections that have ended, from time to time. */
final class EndedRewrites implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(EndedRewrites.class);

    private final NodeNetwork node;

    EndedRewrites(NodeNetwork node) {
        this.node = node;
    }

    @Override
    public void run() {
        try {
            if (node.migrations() instanceof Attempt.Worked<Set<MigrationId>>(Set<MigrationId> migrations)) {
                migrations.forEach(this::removeEnded);
            }
        } catch (RuntimeException unforeseen) {
            // A timer drops a task that throws.
            LOG.atError().setCause(unforeseen).log("looking for ended rewrites failed");
        }
    }

    private void removeEnded(MigrationId migration) {
        if (node.removeEnded(migration) instanceof Attempt.Refused<Integer> refused) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.MIGRATION, migration)
                    .addKeyValue(LogKeys.REASON, refused.reason().code())
                    .addKeyValue(LogKeys.DETAIL, refused.detail())
                    .log("ended rewrites could not be removed");
        }
    }
}
