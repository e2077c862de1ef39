package io.drover.gather.proxy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.drover.gather.cluster.ClusterView;
import io.drover.gather.cluster.InspectedPods;
import io.drover.gather.inspection.InspectedPod;
import io.drover.gather.inspection.Inspections;
import io.drover.gather.snapshot.InspectionText;
import io.drover.rules.facts.Observed;
import io.drover.values.NodeName;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Answers what {@link ProxiedInspections} asks. Only agents of nodes and pods that the cluster knows are asked, and looking changes nothing;
 * any number of threads.
 */
public final class InspectionAnswers {

    private final ClusterView view;
    private final Inspections live;
    private final ObjectMapper json = new ObjectMapper();

    public InspectionAnswers(ClusterView view, Inspections live) {
        this.view = view;
        this.live = live;
    }

    /** The answer to a path that begins with {@link ProxiedInspections#ROOT} as JSON; empty when there is no such node or pod. */
    public Optional<String> answer(String path) {
        if (path.startsWith(ProxiedInspections.AGENTS)) {
            return agent(path.substring(ProxiedInspections.AGENTS.length()));
        }
        if (path.startsWith(ProxiedInspections.PODS)) {
            String[] parts = path.substring(ProxiedInspections.PODS.length()).split("/", -1);
            return parts.length == 2 ? pod(parts[0], parts[1]) : Optional.empty();
        }
        return Optional.empty();
    }

    private Optional<String> agent(String name) {
        return view.nodes().stream()
                .map((Node node) -> node.getMetadata().getName())
                .filter(name::equals)
                .findFirst()
                .map(node -> text(InspectionText.write(live.agent(new NodeName(node)))));
    }

    private Optional<String> pod(String namespace, String name) {
        return view.pods(namespace).stream()
                .filter((Pod pod) -> pod.getMetadata().getName().equals(name))
                .findFirst()
                .map(pod -> {
                    Map<String, Object> answer = new LinkedHashMap<>();
                    answer.put("uid", pod.getMetadata().getUid());
                    Optional<InspectedPod> inspected = InspectedPods.of(pod);
                    answer.put(
                            "containers",
                            InspectionText.write(inspected
                                    .map(live::pod)
                                    .orElseGet(() -> Observed.unknown("nothing of the pod runs"))));
                    return text(answer);
                });
    }

    private String text(Map<String, Object> answer) {
        try {
            return json.writeValueAsString(answer);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("plain maps are always JSON", impossible);
        }
    }
}
