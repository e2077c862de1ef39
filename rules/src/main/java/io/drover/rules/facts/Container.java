package io.drover.rules.facts;

import io.drover.values.ByteSize;
import io.drover.values.ContainerName;
import java.util.List;

/**
 * A container of the pod, init containers that ended left out.
 *
 * @param name its name in the pod
 * @param current resources in force: {@code status.containerStatuses[].resources} where reported, else the pod's spec
 * @param recommended what the recommendation says about it; what it leaves out stays as it is
 * @param image reference in the pod's spec
 * @param templateImage reference in the workload's template; the same as {@code image} for a bare pod
 * @param imageCoherent a new pod from the template would run the very image that runs now, compared by image ID; unknown when one of
 *     the two IDs could not be found
 * @param restartsOnCpuResize its resizePolicy for cpu is RestartContainer
 * @param restartsOnMemoryResize its resizePolicy for memory is RestartContainer
 * @param startsFresh left out of a checkpoint: it starts anew beside the moved ones, such as istio-proxy
 * @param inspection what the agent saw; unknown when no agent could look
 */
public record Container(
        ContainerName name,
        Resources current,
        Resources recommended,
        String image,
        String templateImage,
        Observed<Boolean> imageCoherent,
        boolean restartsOnCpuResize,
        boolean restartsOnMemoryResize,
        boolean startsFresh,
        Observed<Inspection> inspection)
        implements Fact {

    /** Resources in force once the recommendation is applied. */
    @RuleField(from = "recommended")
    public Resources after() {
        return recommended.over(current);
    }

    /** The largest relative change of one of its four values, in percent, rounded down; at least 1 when anything changes. */
    @RuleField
    public int changePercent() {
        return after().changePercentFrom(current);
    }

    /** Whether applying the recommendation in place restarts it, by its own resizePolicy. */
    @RuleField
    public boolean restartsOnResize() {
        Resources after = after();
        boolean cpu = !after.cpuRequest().equals(current.cpuRequest())
                || !after.cpuLimit().equals(current.cpuLimit());
        boolean memory = !after.memoryRequest().equals(current.memoryRequest())
                || !after.memoryLimit().equals(current.memoryLimit());
        return (cpu && restartsOnCpuResize) || (memory && restartsOnMemoryResize);
    }

    /** Whether its memory limit becomes smaller. */
    @RuleField
    public boolean memoryLimitShrinks() {
        return current.memoryLimit().isPresent()
                && after().memoryLimit()
                                .orElseThrow()
                                .compareTo(current.memoryLimit().get())
                        < 0;
    }

    /** Memory that its processes hold. */
    @RuleField(from = {"inspection", "resident"})
    public Observed<ByteSize> resident() {
        return inspection.map(Inspection::resident);
    }

    /** Open TCP connections. */
    @RuleField(from = {"inspection", "connections"})
    public Observed<Integer> connections() {
        return inspection.map(Inspection::connections);
    }

    /** Number of processes. */
    @RuleField(from = {"inspection", "processes"})
    public Observed<Integer> processes() {
        return inspection.map(Inspection::processes);
    }

    /** Paths open below volumes that the kubelet writes. */
    @RuleField(from = {"inspection", "openInProjectedVolumes"})
    public Observed<List<String>> openInProjectedVolumes() {
        return inspection.map(Inspection::openInProjectedVolumes);
    }

    /** Config digest of the image that runs. */
    @RuleField(from = {"inspection", "imageId"})
    public Observed<String> imageId() {
        return inspection.map(Inspection::imageId);
    }
}
