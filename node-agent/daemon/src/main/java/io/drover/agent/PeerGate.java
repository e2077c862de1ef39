package io.drover.agent;

import io.drover.agent.api.TicketCheck;
import io.drover.agent.api.v1.Migration;
import io.drover.agent.api.v1.NodeRef;
import io.drover.agent.api.v1.PeerOrder;
import io.drover.agent.api.v1.RewriteRole;
import io.drover.agent.journal.JournalReason;
import io.drover.agent.node.Trouble;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether another agent may ask for what it asks: the operator has signed that these pods are moved, the migration names this node for
 * it, and it was not rolled back here. What came before is remembered as long as its ticket is valid. Thread safe.
 */
final class PeerGate {

    private final Authority authority;
    private final String nodeName;
    private final InstantSource clock;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    /** @param nodeName of this agent */
    PeerGate(Authority authority, String nodeName, InstantSource clock) {
        this.authority = authority;
        this.nodeName = nodeName;
        this.clock = clock;
    }

    private record Seen(long epoch, boolean withdrawn, long expiresUnixMs) {}

    /** For an image, which only the target's node takes. */
    Optional<Trouble> image(PeerOrder order) {
        return genuine(order)
                .or(() -> named(order.getMigration().getTargetNode().getName(), "target"))
                .or(() -> later(order));
    }

    /** For rewrites in one role. */
    Optional<Trouble> rewrites(PeerOrder order, RewriteRole role) {
        return genuine(order).or(() -> named(order.getMigration(), role)).or(() -> later(order));
    }

    /** For the removal of rewrites, also with a ticket that has expired; from then on the migration gets no more of them here. */
    Optional<Trouble> removal(PeerOrder order) {
        Migration migration = order.getMigration();
        Optional<Trouble> refused = trouble(authority.check(gate -> gate.checkPeerUndo(order.getTicket(), migration)));
        if (refused.isEmpty()) {
            remember(order, true);
        }
        return refused;
    }

    /** A check as a trouble; empty when it is valid. */
    static Optional<Trouble> trouble(TicketCheck check) {
        return check instanceof TicketCheck.Refused refused
                ? Optional.of(new Trouble(refused.reason(), refused.message()))
                : Optional.empty();
    }

    private Optional<Trouble> genuine(PeerOrder order) {
        return trouble(authority.check(gate -> gate.checkPeer(order.getTicket(), order.getMigration())));
    }

    private Optional<Trouble> named(Migration migration, RewriteRole role) {
        return switch (role) {
            case TARGET_POD, TARGET_POD_OUTSIDE, TARGET_NODE ->
                named(migration.getTargetNode().getName(), "target");
            case CLIENT_NODE, SOURCE_NODE, REWRITE_ROLE_UNSPECIFIED, UNRECOGNIZED ->
                migration.getNodesList().stream().map(NodeRef::getName).anyMatch(nodeName::equals)
                        ? Optional.empty()
                        : Optional.of(new Trouble(
                                PeerRefusal.NODE_NOT_NAMED,
                                "node " + nodeName + " is none of the nodes that the migration names"));
        };
    }

    private Optional<Trouble> named(String name, String what) {
        return name.equals(nodeName)
                ? Optional.empty()
                : Optional.of(new Trouble(
                        PeerRefusal.NODE_NOT_NAMED,
                        "the migration's " + what + " is node " + name + ", this is " + nodeName));
    }

    private Optional<Trouble> later(PeerOrder order) {
        Migration migration = order.getMigration();
        Seen before = seen.get(migration.getId());
        if (before != null && before.withdrawn()) {
            return Optional.of(new Trouble(
                    PeerRefusal.MIGRATION_WITHDRAWN, "migration " + migration.getId() + " was rolled back here"));
        }
        if (before != null && migration.getEpoch() < before.epoch()) {
            return Optional.of(new Trouble(
                    JournalReason.FENCED,
                    "the order has epoch " + migration.getEpoch() + ", " + before.epoch() + " was seen"));
        }
        remember(order, false);
        return Optional.empty();
    }

    private void remember(PeerOrder order, boolean withdrawn) {
        long now = clock.millis();
        seen.values().removeIf(one -> one.expiresUnixMs() < now);
        seen.merge(
                order.getMigration().getId(),
                new Seen(
                        order.getMigration().getEpoch(),
                        withdrawn,
                        order.getTicket().getExpiresUnixMs()),
                (one, other) -> new Seen(
                        Math.max(one.epoch(), other.epoch()),
                        one.withdrawn() || other.withdrawn(),
                        Math.max(one.expiresUnixMs(), other.expiresUnixMs())));
    }
}
