package io.drover.operator.migration;

import io.drover.actuators.workload.ApiRefusal;
import io.drover.actuators.workload.Attempt;
import io.drover.crds.migration.v1alpha1.CheckpointRestore;
import io.drover.crds.migration.v1alpha1.MigrationPhase;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.gather.cluster.ClusterView;
import io.drover.gather.cluster.DeploymentReading;
import io.drover.gather.cluster.FactGatherer;
import io.drover.rules.facts.PodFacts;
import io.drover.rules.facts.WorkloadFacts;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Creates CheckpointRestores, one at a time for the whole operator, so that the brakes count every one that there is. */
public final class MoveStarter {

    private static final Set<MigrationPhase> ENDED =
            Set.of(MigrationPhase.COMPLETED, MigrationPhase.ROLLED_BACK, MigrationPhase.FAILED);

    private final KubernetesClient client;
    private final ClusterView view;
    private final FactGatherer gatherer;
    private final String operatorNamespace;
    private final Set<String> freshSidecars;

    public MoveStarter(
            KubernetesClient client,
            ClusterView view,
            FactGatherer gatherer,
            String operatorNamespace,
            Set<String> freshSidecars) {
        this.client = client;
        this.view = view;
        this.gatherer = gatherer;
        this.operatorNamespace = operatorNamespace;
        this.freshSidecars = Set.copyOf(freshSidecars);
    }

    /** The CheckpointRestore of this pod for this recommendation, if it was created. */
    public Optional<CheckpointRestore> find(WorkloadRecommendation recommendation, String pod) {
        return Optional.ofNullable(client.resources(CheckpointRestore.class)
                .inNamespace(recommendation.getMetadata().getNamespace())
                .withName(MoveRequest.name(recommendation, pod))
                .get());
    }

    /** All CheckpointRestores of this recommendation that have not ended. */
    public List<CheckpointRestore> open(WorkloadRecommendation recommendation) {
        return client
                .resources(CheckpointRestore.class)
                .inNamespace(recommendation.getMetadata().getNamespace())
                .withLabel(
                        MoveRequest.RECOMMENDATION_LABEL,
                        recommendation.getMetadata().getUid())
                .list()
                .getItems()
                .stream()
                .filter(MoveStarter::isOpen)
                .toList();
    }

    /** Creates it unless a brake is on; done when it is there already. */
    public synchronized Attempt start(WorkloadRecommendation recommendation, String podName) {
        return ApiRefusal.attempt(() -> {
            if (find(recommendation, podName).isPresent()) {
                return new Attempt.Done();
            }
            Optional<DeploymentReading> reading = DeploymentReading.of(
                    view,
                    recommendation.getMetadata().getNamespace(),
                    recommendation.getSpec().targetRef().name());
            Optional<Pod> pod = reading.flatMap(one -> one.livePods().stream()
                    .filter(live -> live.getMetadata().getName().equals(podName))
                    .findFirst());
            Optional<ReplicaSet> newest = reading.flatMap(DeploymentReading::newest);
            Optional<WorkloadFacts> facts = gatherer.gather(recommendation);
            Optional<PodFacts> podFacts = facts.flatMap(all -> all.pods().stream()
                    .filter(one -> one.pod().name().equals(podName))
                    .findFirst());
            if (pod.isEmpty() || newest.isEmpty() || podFacts.isEmpty()) {
                return new Attempt.Refused(MoveReason.POD_GONE, "pod " + podName + " is gone");
            }
            List<String> targets = MoveRequest.targets(
                    podFacts.get().targets(facts.orElseThrow().recommendation()));
            if (targets.isEmpty()) {
                return new Attempt.Refused(MoveReason.NO_CAPABLE_TARGET, whyNone(facts.get(), podFacts.get()));
            }
            CheckpointRestore move = MoveRequest.of(
                    recommendation,
                    pod.get(),
                    podFacts.get(),
                    reading.get().deployment(),
                    newest.get(),
                    targets,
                    freshSidecars);
            Optional<Attempt.Refused> brake = brake(move);
            if (brake.isPresent()) {
                return brake.get();
            }
            client.resource(move).create();
            return new Attempt.Done();
        });
    }

    static boolean isOpen(CheckpointRestore move) {
        return move.getStatus() == null || !ENDED.contains(move.getStatus().phase());
    }

    private Optional<Attempt.Refused> brake(CheckpointRestore wanted) {
        Brakes brakes = Brakes.read(client, operatorNamespace);
        if (brakes.paused()) {
            return Optional.of(
                    new Attempt.Refused(BrakeReason.PAUSED, "ConfigMap " + Brakes.NAME + " has paused all migrations"));
        }
        List<CheckpointRestore> open =
                client.resources(CheckpointRestore.class).inAnyNamespace().list().getItems().stream()
                        .filter(MoveStarter::isOpen)
                        .toList();
        return BrakeCount.against(wanted, open, brakes);
    }

    private static String whyNone(WorkloadFacts facts, PodFacts pod) {
        return pod.targets(facts.recommendation()).stream()
                .map(target -> target.name() + ": " + target.whyNot())
                .reduce((one, other) -> one + "; " + other)
                .orElse("the cluster has no nodes");
    }
}
