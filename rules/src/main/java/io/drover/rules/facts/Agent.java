package io.drover.rules.facts;

import io.drover.values.ByteSize;
import io.drover.values.NodeName;
import java.util.List;

/**
 * The node agent of a node; as a pattern in a rule: that of the node where the pod runs.
 *
 * @param node whose agent
 * @param reachable it answers; unknown when this could not be tried (as in a dry run without the operator)
 * @param speaksOurVersion its protocol version is that of the operator
 * @param version its own version
 * @param criu version of the CRIU that it uses
 * @param freeImageSpace room for memory images
 * @param transferPerSecond measured throughput to another agent
 * @param capSysResource it can dump processes of another user than its own
 * @param problems everything that keeps its node from checkpointing or restoring; empty means capable
 */
public record Agent(
        NodeName node,
        Observed<Boolean> reachable,
        Observed<Boolean> speaksOurVersion,
        Observed<String> version,
        Observed<Version> criu,
        Observed<ByteSize> freeImageSpace,
        Observed<ByteSize> transferPerSecond,
        Observed<Boolean> capSysResource,
        Observed<List<Complaint>> problems)
        implements Fact {

    /** An agent that is not there or does not answer: {@code reachable} is false, everything else is unknown. */
    public static Agent away(NodeName node) {
        return silent(node, Observed.of(false), "no agent answers on " + node);
    }

    /** An agent that could not be asked at all: everything is unknown. */
    public static Agent notAsked(NodeName node, String why) {
        return silent(node, Observed.unknown(why), why);
    }

    private static Agent silent(NodeName node, Observed<Boolean> reachable, String why) {
        return new Agent(
                node,
                reachable,
                Observed.unknown(why),
                Observed.unknown(why),
                Observed.unknown(why),
                Observed.unknown(why),
                Observed.unknown(why),
                Observed.unknown(why),
                Observed.unknown(why));
    }
}
