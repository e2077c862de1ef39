package io.drover.rules.facts;

import io.drover.values.ByteSize;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything about one pod of the workload.
 *
 * @param pod the pod
 * @param containers its containers, in the order of its spec
 * @param resize what the kubelet says about a resize that was asked for
 * @param node the node where it runs; unknown while it is not bound, or when the node could not be read
 * @param agent the agent of that node
 * @param candidates nodes to which it could be moved, its own among them
 */
public record PodFacts(
        Pod pod,
        List<Container> containers,
        Resize resize,
        Observed<Node> node,
        Agent agent,
        List<Candidate> candidates) {

    public PodFacts {
        containers = List.copyOf(containers);
        candidates = List.copyOf(candidates);
    }

    /** Memory that the containers to be moved hold together; unknown as soon as one of them is. */
    public Observed<ByteSize> resident() {
        Observed<ByteSize> sum = Observed.of(ByteSize.ZERO);
        for (Container container : containers) {
            if (!container.startsFresh()) {
                ByteSize before = sum.known().orElse(ByteSize.ZERO);
                sum = container.resident().map(before::plus);
            }
            if (sum instanceof Observed.Unknown<ByteSize>) {
                return sum;
            }
        }
        return sum;
    }

    /** The candidates with what speaks against each, in the order of their names. */
    public List<TargetNode> targets(Recommendation recommendation) {
        Fitting fitting = new Fitting(recommendation, this);
        return candidates.stream()
                .map(fitting::of)
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList();
    }

    /** What rules are matched against for this pod, beside the facts of its workload. */
    public List<Fact> facts(Recommendation recommendation) {
        List<Fact> facts = new ArrayList<>();
        facts.add(pod);
        facts.addAll(pod.features());
        facts.add(resize);
        node.known().ifPresent(facts::add);
        facts.add(agent);
        facts.add(Freeze.of(this));
        for (Container container : containers) {
            facts.add(container);
            container
                    .inspection()
                    .known()
                    .ifPresent(inspection -> inspection
                            .obstacles()
                            .forEach(obstacle ->
                                    facts.add(new Obstacle(container.name(), obstacle.reason(), obstacle.message()))));
        }
        facts.addAll(targets(recommendation));
        return List.copyOf(facts);
    }
}
