package io.drover.gather.snapshot;

import io.drover.gather.inspection.InspectedPod;
import io.drover.gather.inspection.Inspections;
import io.drover.rules.facts.Agent;
import io.drover.rules.facts.Inspection;
import io.drover.rules.facts.Observed;
import io.drover.values.ContainerName;
import io.drover.values.NodeName;
import io.drover.values.PodUid;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What agents said, taken down while somebody else asked them, or read from a file. One thread while it is taken down. */
final class RecordedInspections implements Inspections {

    private static final String NOT_TAKEN = "the snapshot has no inspection of it";

    private final Map<NodeName, Agent> agents = new TreeMap<>();
    private final Map<PodUid, Observed<Map<ContainerName, Observed<Inspection>>>> pods = new LinkedHashMap<>();

    /** Hands every question on and keeps the answers. */
    Inspections listeningTo(Inspections live) {
        return new Inspections() {
            @Override
            public Agent agent(NodeName node) {
                return agents.computeIfAbsent(node, live::agent);
            }

            @Override
            public Observed<Map<ContainerName, Observed<Inspection>>> pod(InspectedPod pod) {
                return pods.computeIfAbsent(pod.uid(), unused -> live.pod(pod));
            }
        };
    }

    @Override
    public Agent agent(NodeName node) {
        return agents.getOrDefault(node, Agent.notAsked(node, NOT_TAKEN));
    }

    @Override
    public Observed<Map<ContainerName, Observed<Inspection>>> pod(InspectedPod pod) {
        return pods.getOrDefault(pod.uid(), Observed.unknown(NOT_TAKEN));
    }

    Map<String, Object> write() {
        Map<String, Object> seen = new TreeMap<>();
        pods.forEach((uid, pod) -> seen.put(uid.value(), InspectionText.write(pod)));
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("agents", agents.values().stream().map(InspectionText::write).toList());
        text.put("pods", seen);
        return text;
    }

    void read(Map<?, ?> text) {
        for (Object agent : InspectionText.list(text.get("agents"))) {
            Agent read = InspectionText.readAgent(InspectionText.map(agent));
            agents.put(read.node(), read);
        }
        InspectionText.map(text.get("pods"))
                .forEach((uid, pod) -> pods.put(new PodUid(String.valueOf(uid)), InspectionText.readPod(pod)));
    }
}
