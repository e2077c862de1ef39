package io.drover.actuators.workload;

import io.drover.values.ContainerName;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A Deployment. Its template changes without a rollout when the same value is brought into the newest ReplicaSet's template and then into
 * its own while it is paused: equal templates mean that its controller finds that ReplicaSet again and rolls nothing out.
 */
final class DeploymentWorkload implements Workload {

    private static final PatchContext JSON_PATCH = PatchContext.of(PatchType.JSON);
    private static final PatchContext MERGE_PATCH = PatchContext.of(PatchType.JSON_MERGE);

    private final KubernetesClient client;
    private final WorkloadKey key;

    DeploymentWorkload(KubernetesClient client, WorkloadKey key) {
        this.client = client;
        this.key = key;
    }

    @Override
    public WorkloadKey key() {
        return key;
    }

    @Override
    public Optional<TemplateState> templates() {
        return deployment()
                .flatMap(deployment -> newest(deployment)
                        .map(newest -> new TemplateState(
                                newest.getMetadata().getName(),
                                resources(newest.getSpec().getTemplate()),
                                resources(deployment.getSpec().getTemplate()))));
    }

    @Override
    public Attempt pause(String by) {
        return withDeployment(deployment -> {
            if (Boolean.TRUE.equals(deployment.getSpec().getPaused())) {
                return by.equals(PauseMark.of(deployment).orElse(""))
                        ? new Attempt.Done()
                        : new Attempt.Refused(WorkloadReason.PAUSED_BY_OWNER, key + " is paused, and not by Drover");
            }
            resource().patch(MERGE_PATCH, PauseMark.pausing(deployment, by));
            return new Attempt.Done();
        });
    }

    @Override
    public Attempt unpause(String by) {
        Attempt outcome = withDeployment(deployment -> {
            if (by.equals(PauseMark.of(deployment).orElse(""))) {
                resource().patch(MERGE_PATCH, PauseMark.unpausing(deployment));
            }
            return new Attempt.Done();
        });
        // Nothing is owed to what no longer exists.
        return outcome instanceof Attempt.Refused(var reason, var unused) && reason == WorkloadReason.TARGET_NOT_FOUND
                ? new Attempt.Done()
                : outcome;
    }

    @Override
    public Attempt writeTemplateQuietly(ResourceChange change) {
        Attempt written = underPause((deployment, newest) -> {
            send(replicaSet(newest), TemplatePatch.to(newest.getSpec().getTemplate(), change));
            send(resource(), TemplatePatch.to(deployment.getSpec().getTemplate(), change));
        });
        return written instanceof Attempt.Done ? ApiRefusal.attempt(() -> agreeNow() ? written : differ()) : written;
    }

    @Override
    public Attempt restoreTemplates(TemplateState before) {
        // What differs afterwards is a change of the owner's, which waits for the unpause.
        return underPause((deployment, newest) -> {
            if (newest.getMetadata().getName().equals(before.replicaSet())) {
                send(
                        replicaSet(newest),
                        TemplatePatch.replacing(newest.getSpec().getTemplate(), before.inReplicaSet()));
            }
            send(resource(), TemplatePatch.replacing(deployment.getSpec().getTemplate(), before.inWorkload()));
        });
    }

    @Override
    public Attempt startRollout(ResourceChange change) {
        return withDeployment(deployment -> {
            send(resource(), TemplatePatch.to(deployment.getSpec().getTemplate(), change));
            return new Attempt.Done();
        });
    }

    @Override
    public RolloutState rollout() {
        return deployment().map(DeploymentRollout::of).orElseGet(() -> new RolloutState.Stuck(key + " does not exist"));
    }

    private Attempt underPause(BothTemplates writes) {
        return withDeployment(deployment -> {
            if (!Boolean.TRUE.equals(deployment.getSpec().getPaused())) {
                return new Attempt.Refused(WorkloadReason.CHANGED_MEANWHILE, key + " is no longer paused");
            }
            Optional<ReplicaSet> newest = newest(deployment);
            if (newest.isEmpty()) {
                return new Attempt.Refused(WorkloadReason.ROLLOUT_IN_PROGRESS, key + " has no ReplicaSet yet");
            }
            writes.write(deployment, newest.get());
            return new Attempt.Done();
        });
    }

    /** Templates that differ would be rolled out by the unpause. */
    private Attempt differ() {
        return new Attempt.Refused(
                WorkloadReason.CHANGED_MEANWHILE, "the templates of " + key + " and of its newest ReplicaSet differ");
    }

    private boolean agreeNow() {
        return deployment()
                .flatMap(deployment -> newest(deployment).map(newest -> NewestReplicaSet.agrees(deployment, newest)))
                .orElse(false);
    }

    private Attempt withDeployment(java.util.function.Function<Deployment, Attempt> action) {
        return ApiRefusal.attempt(() -> deployment()
                .map(action)
                .orElseGet(() -> new Attempt.Refused(WorkloadReason.TARGET_NOT_FOUND, key + " does not exist")));
    }

    private Optional<Deployment> deployment() {
        return Optional.ofNullable(resource().get());
    }

    private Optional<ReplicaSet> newest(Deployment deployment) {
        List<ReplicaSet> all = client.apps()
                .replicaSets()
                .inNamespace(key.namespace())
                .withLabelSelector(deployment.getSpec().getSelector())
                .list()
                .getItems();
        return NewestReplicaSet.of(deployment, all);
    }

    private Resource<Deployment> resource() {
        return client.apps().deployments().inNamespace(key.namespace()).withName(key.name());
    }

    private Resource<ReplicaSet> replicaSet(ReplicaSet which) {
        return client.apps()
                .replicaSets()
                .inNamespace(key.namespace())
                .withName(which.getMetadata().getName());
    }

    private static <T extends HasMetadata> void send(Resource<T> resource, List<Map<String, Object>> patch) {
        if (!patch.isEmpty()) {
            resource.patch(JSON_PATCH, TemplatePatch.json(patch));
        }
    }

    private static Map<ContainerName, ResourceRequirements> resources(PodTemplateSpec template) {
        Map<ContainerName, ResourceRequirements> resources = new LinkedHashMap<>();
        for (Container container : template.getSpec().getContainers()) {
            resources.put(
                    new ContainerName(container.getName()),
                    Objects.requireNonNullElseGet(container.getResources(), ResourceRequirements::new));
        }
        return resources;
    }

    /** The two writes of a change without a rollout, in this order. */
    private interface BothTemplates {
        void write(Deployment deployment, ReplicaSet newest);
    }
}
