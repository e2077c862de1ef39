package io.drover.gather.proxy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.drover.gather.inspection.InspectedPod;
import io.drover.gather.inspection.Inspections;
import io.drover.gather.snapshot.InspectionText;
import io.drover.rules.facts.Agent;
import io.drover.rules.facts.Inspection;
import io.drover.rules.facts.Observed;
import io.drover.values.ContainerName;
import io.drover.values.NodeName;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.Map;

/**
 * Asks the operator what agents see, through the API server's service proxy and so with the rights of whoever asks. Where there is no
 * operator, or no right, everything is unknown and says so.
 */
public final class ProxiedInspections implements Inspections {

    /** Path below which the operator answers. */
    public static final String ROOT = "/inspections/";

    /** Path about the agent of a node; the node's name follows. */
    public static final String AGENTS = ROOT + "agents/";

    /** Path about a pod; namespace, a slash and its name follow. */
    public static final String PODS = ROOT + "pods/";

    private final KubernetesClient client;
    private final String service;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * Asks the operator in this namespace.
     *
     * @param namespace where Drover is installed, usually drover-system
     */
    public ProxiedInspections(KubernetesClient client, String namespace) {
        this.client = client;
        this.service = "/api/v1/namespaces/" + namespace + "/services/drover-operator:http/proxy";
    }

    @Override
    public Agent agent(NodeName node) {
        return switch (ask(AGENTS + node)) {
            case Observed.Known<Map<?, ?>> answer -> InspectionText.readAgent(answer.value());
            case Observed.Unknown<Map<?, ?>> unknown -> Agent.notAsked(node, unknown.why());
        };
    }

    @Override
    public Observed<Map<ContainerName, Observed<Inspection>>> pod(InspectedPod pod) {
        return switch (ask(PODS + pod.namespace() + "/" + pod.name())) {
            case Observed.Unknown<Map<?, ?>> unknown -> Observed.unknown(unknown.why());
            case Observed.Known<Map<?, ?>> answer ->
                pod.uid().value().equals(answer.value().get("uid"))
                        ? InspectionText.readPod(answer.value().get("containers"))
                        : Observed.unknown("pod " + pod.name() + " was replaced meanwhile");
        };
    }

    private Observed<Map<?, ?>> ask(String path) {
        try {
            String answer = client.raw(service + path);
            return answer == null
                    ? Observed.unknown("no operator of this version answers")
                    : Observed.of(json.readValue(answer, Map.class));
        } catch (KubernetesClientException noAnswer) {
            return Observed.unknown("the operator could not be asked, HTTP " + noAnswer.getCode());
        } catch (IOException notJson) {
            return Observed.unknown("the operator's answer is not JSON");
        }
    }
}
