package io.drover.stories.cluster;

import io.drover.crds.migration.v1alpha1.CheckpointRestore;
import io.drover.crds.migration.v1alpha1.MigrationPhase;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * What migrations may leave behind when something went wrong: on the nodes frozen processes, images, entries of journals and rules for
 * packets; in the cluster pauses, marks and finalizers. When all is well there is nothing of the kind.
 */
public final class Leftovers {

    /** One line for each thing that is found. The node's table is the agent's for as long as it runs, what is in it is a migration's. */
    private static final String ON_A_NODE = """
            tree=$(sed -n 's/^[0-9]*:freezer://p' /proc/1/cgroup)
            for state in $(find "/sys/fs/cgroup/freezer${tree%/*}" -name freezer.state 2>/dev/null); do
                [ "$(cat "$state" 2>/dev/null || echo THAWED)" = THAWED ] || echo "frozen ${state%/*}"
            done
            find /var/lib/dakr/checkpoints -mindepth 1 -maxdepth 1 ! -name '.*' 2>/dev/null | sed 's/^/image /'
            find /var/lib/drover -name '*.json' ! -path '*/cold/*' 2>/dev/null | sed 's/^/journal /'
            nft list table ip drover 2>/dev/null | grep -oE 'comment "[0-9a-f-]{36}"' | sort -u | sed 's/comment "\\(.*\\)"/rules \\1/'
            nft list table ip drover_probes 2>/dev/null | grep 'elements = ' | sed 's/^/answers to probes /'
            for net in /var/run/netns/*; do
                [ -e "$net" ] || continue
                for table in inet:drover_source ip:drover_hold; do
                    nsenter --net="$net" nft list table "${table%:*}" "${table#*:}" 2>/dev/null |
                        grep 'elements = ' | sed "s|^|pod ${net##*/} $table |"
                done
            done
            """;

    private static final String RULES = "rules ";
    private static final String PAUSED_BY = "drover.dev/paused-by";

    private final TestCluster cluster;

    public Leftovers(TestCluster cluster) {
        this.cluster = cluster;
    }

    /** Waits until nothing is left; the failure lists what is. */
    public void awaitNone(String namespace, Duration limit) {
        AtomicReference<List<String>> last = new AtomicReference<>(List.of());
        try {
            Waiting.until("nothing is left behind", limit, () -> {
                last.set(all(namespace));
                return last.get().isEmpty();
            });
        } catch (ConditionTimeoutException late) {
            throw new AssertionError("still there after " + limit + ":\n" + String.join("\n", last.get()), late);
        }
    }

    /** Everything that is there now. A migration that went well keeps its rules, for connections that live on. */
    public List<String> all(String namespace) {
        Set<String> undone = undone(namespace);
        List<String> found = new ArrayList<>();
        for (String node : TestCluster.NODES) {
            onNode(node)
                    .filter(line -> !line.startsWith(RULES) || undone.contains(line.substring(RULES.length())))
                    .map(line -> node + ": " + line)
                    .forEach(found::add);
        }
        found.addAll(inCluster(namespace));
        return found;
    }

    private Stream<String> onNode(String node) {
        return cluster.node(node, "sh", "-c", ON_A_NODE).lines().filter(line -> !line.isBlank());
    }

    private Set<String> undone(String namespace) {
        return migrations(namespace)
                .filter(migration ->
                        migration.getStatus() == null || migration.getStatus().phase() != MigrationPhase.COMPLETED)
                .map(migration -> migration.getMetadata().getUid())
                .collect(Collectors.toSet());
    }

    private Stream<CheckpointRestore> migrations(String namespace) {
        return cluster.client().resources(CheckpointRestore.class).inNamespace(namespace).list().getItems().stream();
    }

    private List<String> inCluster(String namespace) {
        List<String> found = new ArrayList<>();
        for (Deployment deployment : cluster.client()
                .apps()
                .deployments()
                .inNamespace(namespace)
                .list()
                .getItems()) {
            if (Boolean.TRUE.equals(deployment.getSpec().getPaused())
                    || annotations(deployment).containsKey(PAUSED_BY)) {
                found.add("paused " + deployment.getMetadata().getName());
            }
        }
        for (Pod pod : cluster.client().pods().inNamespace(namespace).list().getItems()) {
            Map<String, String> labels =
                    Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.of());
            if (pod.getMetadata().getOwnerReferences().stream()
                            .anyMatch(owner -> owner.getKind().equals("Deployment"))
                    || (labels.containsKey("app") && !labels.containsKey("pod-template-hash"))) {
                found.add("released " + pod.getMetadata().getName());
            }
            if (!pod.getMetadata().getFinalizers().isEmpty()) {
                found.add("finalizer " + pod.getMetadata().getName());
            }
        }
        migrations(namespace)
                .filter(migration ->
                        migration.getStatus() == null || migration.getStatus().endedAt() == null)
                .forEach(migration ->
                        found.add("migration " + migration.getMetadata().getName()));
        return found;
    }

    private static Map<String, String> annotations(HasMetadata object) {
        return Objects.requireNonNullElse(object.getMetadata().getAnnotations(), Map.of());
    }
}
