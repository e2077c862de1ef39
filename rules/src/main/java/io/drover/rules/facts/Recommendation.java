package io.drover.rules.facts;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The recommendation that is being decided, as its author wrote it with the defaults filled in.
 *
 * @param namespace {@code metadata.namespace}
 * @param name {@code metadata.name}
 * @param age time since {@code metadata.creationTimestamp}
 * @param inPlaceAllowed {@code spec.useInPlaceVerticalScaling}
 * @param liveMigrationAllowed {@code spec.useLiveMigration}
 * @param fallback {@code spec.fallback}
 * @param placement {@code spec.placement}
 * @param deleteFirstAllowed {@code spec.allowDeleteFirst}, or the default of the workload's kind
 * @param cooldown {@code spec.cooldown}: least time between two changes of the workload
 * @param minChangePercent {@code spec.minChangePercent}, 0 to 100: a smaller change is not worth it
 * @param waivers {@code spec.waivers}: reason codes whose rejections may be overridden where they are waivable
 * @param priority {@code spec.priority}, larger is more urgent
 * @param dryRun {@code spec.dryRun}: decide and report, touch nothing
 * @param suspended {@code spec.suspend}: do nothing for now
 * @param resources what it wants, one line per container in the order of their names: {@code redis: cpu 1/2, memory 2Gi/4Gi}, request
 *     before limit
 * @param unknownContainers containers that the recommendation names and the workload's template does not have
 */
public record Recommendation(
        String namespace,
        String name,
        Duration age,
        boolean inPlaceAllowed,
        boolean liveMigrationAllowed,
        Fallback fallback,
        Placement placement,
        boolean deleteFirstAllowed,
        Duration cooldown,
        int minChangePercent,
        Set<String> waivers,
        int priority,
        boolean dryRun,
        boolean suspended,
        List<String> resources,
        List<String> unknownContainers)
        implements Fact {

    public Recommendation {
        waivers = Set.copyOf(waivers);
        resources = List.copyOf(resources);
        unknownContainers = List.copyOf(unknownContainers);
    }
}
