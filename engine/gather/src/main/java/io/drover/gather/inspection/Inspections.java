package io.drover.gather.inspection;

import io.drover.rules.facts.Agent;
import io.drover.rules.facts.Inspection;
import io.drover.rules.facts.Observed;
import io.drover.values.ContainerName;
import io.drover.values.NodeName;
import java.util.Map;

/** Yields what agents say about nodes and pods. Asking changes nothing. */
public interface Inspections {

    /** The agent of this node as it is now. */
    Agent agent(NodeName node);

    /** What the agent of its node sees in this pod, per container; unknown when it could not look at all. */
    Observed<Map<ContainerName, Observed<Inspection>>> pod(InspectedPod pod);

    /** Nobody was asked: everything is unknown for this cause. */
    static Inspections none(String why) {
        return new Inspections() {
            @Override
            public Agent agent(NodeName node) {
                return Agent.notAsked(node, why);
            }

            @Override
            public Observed<Map<ContainerName, Observed<Inspection>>> pod(InspectedPod pod) {
                return Observed.unknown(why);
            }
        };
    }
}
