package io.drover.rules.facts;

import java.util.List;

/**
 * A node to which a pod could be moved, as gathered; the node where the pod runs is one of the candidates. Whether it fits is worked
 * out from it: {@link TargetNode}.
 *
 * @param node the node
 * @param agent its agent
 * @param scheduling what the pod's own wishes have against it, found by whoever knows the whole spec: node selector and affinity,
 *     taints that are not tolerated, topology spread, a volume that cannot follow, a host port in use; empty means nothing
 */
public record Candidate(Node node, Agent agent, List<Complaint> scheduling) {

    public Candidate {
        scheduling = List.copyOf(scheduling);
    }
}
