package io.drover.rules.facts;

import io.drover.values.NodeName;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A node to which this pod could be moved, and what speaks against it.
 *
 * @param node the node
 * @param agent its agent
 * @param sameNode the pod runs there now
 * @param misfits everything that is in the way, empty when the pod fits
 */
public record TargetNode(Node node, Agent agent, boolean sameNode, List<Complaint> misfits) implements Fact {

    /** Code of the misfit that some other node, or less load, would cure. */
    public static final String NO_ROOM = "NoRoom";

    public TargetNode {
        misfits = List.copyOf(misfits);
    }

    /** Name of the node. */
    @RuleField
    public NodeName name() {
        return node.name();
    }

    /** Nothing is in the way. */
    @RuleField
    public boolean fits() {
        return misfits.isEmpty();
    }

    /** Free cpu or memory is all that it lacks. */
    @RuleField
    public boolean lacksOnlyRoom() {
        return !misfits.isEmpty()
                && misfits.stream().allMatch(misfit -> misfit.reason().equals(NO_ROOM));
    }

    /** Everything that is in the way in one line, empty when the pod fits. */
    @RuleField
    public String whyNot() {
        return misfits.stream().map(Complaint::toString).collect(Collectors.joining(", "));
    }
}
