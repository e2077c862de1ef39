package io.drover.operator.migration;

import io.drover.actuators.workload.Attempt;
import io.drover.crds.migration.v1alpha1.CheckpointRestore;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Counts the moves that are under way against the brakes. */
final class BrakeCount {

    private BrakeCount() {}

    /** What holds the wanted move back; empty when nothing does. */
    static Optional<Attempt.Refused> against(CheckpointRestore wanted, List<CheckpointRestore> open, Brakes brakes) {
        if (open.size() >= brakes.perCluster()) {
            return Optional.of(refused(
                    open.size() + " of at most " + brakes.perCluster() + " migrations are under way in the cluster"));
        }
        for (String node : nodes(wanted)) {
            long there =
                    open.stream().filter(move -> nodes(move).contains(node)).count();
            if (there >= brakes.perNode()) {
                return Optional.of(
                        refused(there + " of at most " + brakes.perNode() + " migrations are under way on " + node));
            }
        }
        return Optional.empty();
    }

    /** A move counts on its source and on every node that may become its target. */
    private static Set<String> nodes(CheckpointRestore move) {
        Set<String> nodes = new HashSet<>();
        nodes.add(move.getSpec().source().node());
        if (move.getStatus() != null && move.getStatus().target() != null) {
            nodes.add(move.getStatus().target().node());
        } else {
            nodes.addAll(move.getSpec().target().nodes());
        }
        return nodes;
    }

    private static Attempt.Refused refused(String detail) {
        return new Attempt.Refused(BrakeReason.TOO_MANY_MIGRATIONS, detail);
    }
}
