package io.drover.agent.protocol;

import java.math.BigInteger;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The three machines, the durable status between two leaders, everything ever sent, and what the processes really do.
 *
 * <p>Messages are never taken out: each may be delivered late, twice, in any order or not at all.
 *
 * @param leader the coordinator as the present leader has it in memory
 * @param leaderVersion the version of the status that the leader has read
 * @param status what is durable
 * @param version of the status
 * @param sent words, reports and facts, one bit each
 * @param faultsLeft how many more things may go wrong
 */
record World(
        CoordinatorState leader,
        int leaderVersion,
        CoordinatorState status,
        int version,
        SourceState source,
        TargetState target,
        Processes sourceProcesses,
        Processes targetProcesses,
        BigInteger sent,
        boolean targetEverRan,
        int faultsLeft) {

    private static final Map<String, Integer> BITS = new ConcurrentHashMap<>();
    private static final AtomicInteger NEXT = new AtomicInteger();

    /** What a side's processes do in truth, whatever anybody believes. */
    enum Processes {
        NONE,
        RUN,
        FROZEN,
        /** Started anew by kubelet, without memory. */
        COLD
    }

    static World initial(int faults) {
        CoordinatorState planned = new CoordinatorState.Planned();
        return new World(
                planned,
                0,
                planned,
                0,
                SourceState.INITIAL,
                TargetState.INITIAL,
                Processes.RUN,
                Processes.NONE,
                BigInteger.ZERO,
                false,
                faults);
    }

    boolean knows(String message) {
        return sent.testBit(bit(message));
    }

    private static int bit(String message) {
        return BITS.computeIfAbsent(message, ignored -> NEXT.getAndIncrement());
    }

    World sending(String... messages) {
        BigInteger all = sent;
        for (String message : messages) {
            all = all.setBit(bit(message));
        }
        return new World(
                leader,
                leaderVersion,
                status,
                version,
                source,
                target,
                sourceProcesses,
                targetProcesses,
                all,
                targetEverRan,
                faultsLeft);
    }

    World withFault() {
        return new World(
                leader,
                leaderVersion,
                status,
                version,
                source,
                target,
                sourceProcesses,
                targetProcesses,
                sent,
                targetEverRan,
                faultsLeft - 1);
    }

    World withLeader(CoordinatorState next, int readVersion) {
        return new World(
                next,
                readVersion,
                status,
                version,
                source,
                target,
                sourceProcesses,
                targetProcesses,
                sent,
                targetEverRan,
                faultsLeft);
    }

    World withStatus(CoordinatorState next) {
        return new World(
                leader,
                leaderVersion,
                next,
                version + 1,
                source,
                target,
                sourceProcesses,
                targetProcesses,
                sent,
                targetEverRan,
                faultsLeft);
    }

    World withSource(SourceState next, Processes processes) {
        return new World(
                leader,
                leaderVersion,
                status,
                version,
                next,
                target,
                processes,
                targetProcesses,
                sent,
                targetEverRan,
                faultsLeft);
    }

    World withTarget(TargetState next, Processes processes) {
        return new World(
                leader,
                leaderVersion,
                status,
                version,
                source,
                next,
                sourceProcesses,
                processes,
                sent,
                targetEverRan || processes == Processes.RUN,
                faultsLeft);
    }
}
