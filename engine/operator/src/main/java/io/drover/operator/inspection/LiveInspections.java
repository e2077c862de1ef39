package io.drover.operator.inspection;

import io.drover.agent.api.v1.ContainerInspection;
import io.drover.agent.api.v1.ContainerRef;
import io.drover.agent.api.v1.GetNodeStatusRequest;
import io.drover.agent.api.v1.InspectPodReply;
import io.drover.agent.api.v1.InspectPodRequest;
import io.drover.agent.api.v1.NodeAgentGrpc;
import io.drover.agent.api.v1.PodRef;
import io.drover.gather.inspection.InspectedPod;
import io.drover.gather.inspection.Inspections;
import io.drover.rules.facts.Agent;
import io.drover.rules.facts.Inspection;
import io.drover.rules.facts.Observed;
import io.drover.values.ContainerName;
import io.drover.values.NodeName;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Asks the agents themselves, each time. Any number of threads. */
public final class LiveInspections implements Inspections {

    private static final Duration STATUS_WITHIN = Duration.ofSeconds(2);
    private static final Duration INSPECTION_WITHIN = Duration.ofSeconds(10);

    private final AgentChannels channels;
    private final InspectionTickets tickets;
    private final BiConsumer<NodeName, Agent> heard;

    /**
     * Asks over these channels.
     *
     * @param tickets without which no agent lets anybody look at a pod
     * @param heard is told of every answer, and of every agent that did not answer
     */
    public LiveInspections(AgentChannels channels, InspectionTickets tickets, BiConsumer<NodeName, Agent> heard) {
        this.channels = channels;
        this.tickets = tickets;
        this.heard = heard;
    }

    @Override
    public Agent agent(NodeName node) {
        Agent agent = channels.to(node)
                .map(channel -> {
                    try {
                        return AgentAnswers.agent(
                                node,
                                NodeAgentGrpc.newBlockingStub(channel)
                                        .withDeadlineAfter(STATUS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                                        .getNodeStatus(GetNodeStatusRequest.getDefaultInstance()));
                    } catch (StatusRuntimeException noAnswer) {
                        return Agent.away(node);
                    }
                })
                .orElseGet(() -> Agent.away(node));
        heard.accept(node, agent);
        return agent;
    }

    @Override
    public Observed<Map<ContainerName, Observed<Inspection>>> pod(InspectedPod pod) {
        return channels.to(pod.node())
                .map(channel -> {
                    try {
                        return answer(NodeAgentGrpc.newBlockingStub(channel)
                                .withDeadlineAfter(INSPECTION_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                                .inspectPod(tickets.with(pod.node(), request(pod))));
                    } catch (StatusRuntimeException noAnswer) {
                        return Observed.<Map<ContainerName, Observed<Inspection>>>unknown(why(pod.node(), noAnswer));
                    }
                })
                .orElseGet(() -> Observed.unknown("node " + pod.node() + " has no address"));
    }

    private static String why(NodeName node, StatusRuntimeException noAnswer) {
        return switch (noAnswer.getStatus().getCode()) {
            case UNAVAILABLE -> "no agent answers on " + node;
            case DEADLINE_EXCEEDED ->
                "the agent on " + node + " did not answer within " + INSPECTION_WITHIN.toSeconds() + " s";
            default ->
                "the agent on " + node + " could not look, its log says why: "
                        + noAnswer.getStatus().getCode();
        };
    }

    private static Observed<Map<ContainerName, Observed<Inspection>>> answer(InspectPodReply reply) {
        if (reply.hasFailure()) {
            return Observed.unknown(
                    reply.getFailure().getReason() + ", " + reply.getFailure().getMessage());
        }
        Map<ContainerName, Observed<Inspection>> each = new HashMap<>();
        for (ContainerInspection seen : reply.getContainersList()) {
            each.put(new ContainerName(seen.getContainer().getName()), AgentAnswers.inspection(seen));
        }
        return Observed.of(Map.copyOf(each));
    }

    private static InspectPodRequest request(InspectedPod pod) {
        InspectPodRequest.Builder request = InspectPodRequest.newBuilder()
                .setPod(PodRef.newBuilder()
                        .setNamespace(pod.namespace())
                        .setName(pod.name())
                        .setUid(pod.uid().value())
                        .setIp(pod.address()));
        pod.containers()
                .forEach((name, id) -> request.addContainers(
                        ContainerRef.newBuilder().setName(name.value()).setId(id)));
        return request.build();
    }
}
