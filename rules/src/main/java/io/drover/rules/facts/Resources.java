package io.drover.rules.facts;

import io.drover.values.ByteSize;
import io.drover.values.MilliCpu;
import java.util.Optional;

/**
 * Requests and limits of one container. Empty means not set; in a recommendation: left as it is.
 *
 * @param cpuRequest {@code resources.requests.cpu}
 * @param cpuLimit {@code resources.limits.cpu}
 * @param memoryRequest {@code resources.requests.memory}
 * @param memoryLimit {@code resources.limits.memory}
 */
public record Resources(
        Optional<MilliCpu> cpuRequest,
        Optional<MilliCpu> cpuLimit,
        Optional<ByteSize> memoryRequest,
        Optional<ByteSize> memoryLimit) {

    /** Nothing set. */
    public static final Resources NONE =
            new Resources(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** These values where they are set, those of {@code before} elsewhere. */
    public Resources over(Resources before) {
        return new Resources(
                cpuRequest.or(before::cpuRequest),
                cpuLimit.or(before::cpuLimit),
                memoryRequest.or(before::memoryRequest),
                memoryLimit.or(before::memoryLimit));
    }

    /** What the scheduler counts: the request, else the limit, else nothing. */
    @RuleField
    public MilliCpu scheduledCpu() {
        return cpuRequest.or(this::cpuLimit).orElse(MilliCpu.ZERO);
    }

    /** What the scheduler counts: the request, else the limit, else nothing. */
    @RuleField
    public ByteSize scheduledMemory() {
        return memoryRequest.or(this::memoryLimit).orElse(ByteSize.ZERO);
    }

    /** Whether a request is larger than the limit beside it, which the API server refuses. */
    @RuleField
    public boolean requestAboveLimit() {
        return above(cpuRequest, cpuLimit) || above(memoryRequest, memoryLimit);
    }

    /**
     * The largest relative change from {@code before} over the four values, in percent of the old value rounded down; a value that
     * appears where none was counts as 100.
     */
    public int changePercentFrom(Resources before) {
        int cpu = Math.max(
                percent(before.cpuRequest.map(MilliCpu::millis), cpuRequest.map(MilliCpu::millis)),
                percent(before.cpuLimit.map(MilliCpu::millis), cpuLimit.map(MilliCpu::millis)));
        int memory = Math.max(
                percent(before.memoryRequest.map(ByteSize::bytes), memoryRequest.map(ByteSize::bytes)),
                percent(before.memoryLimit.map(ByteSize::bytes), memoryLimit.map(ByteSize::bytes)));
        return Math.max(cpu, memory);
    }

    private static <Q extends Comparable<Q>> boolean above(Optional<Q> request, Optional<Q> limit) {
        return request.isPresent() && limit.isPresent() && request.get().compareTo(limit.get()) > 0;
    }

    private static int percent(Optional<Long> before, Optional<Long> after) {
        if (after.isEmpty() || before.equals(after)) {
            return 0;
        }
        long old = before.orElse(0L);
        if (old == 0) {
            return 100;
        }
        double ratio = Math.abs(after.get() - (double) old) * 100 / old;
        return (int) Math.max(1, Math.min(ratio, 1_000_000));
    }

    @Override
    public String toString() {
        return "cpu " + written(cpuRequest) + "/" + written(cpuLimit) + ", memory " + written(memoryRequest) + "/"
                + written(memoryLimit);
    }

    private static String written(Optional<?> value) {
        return value.map(Object::toString).orElse("-");
    }
}
