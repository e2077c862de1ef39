package io.drover.agent.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.agent.protocol.World.Processes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Walks through every state that the three machines can reach together when messages are late, doubled or lost and parts fail. */
class ExplorationTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            POST-COPY | FAULTS
            false     | 0
            false     | 1
            false     | 2
            true      | 1
            """)
    void neverTwoCopiesRunAndEveryFailureEndsWell(boolean postCopy, int faults) {
        // Given
        Moves moves = new Moves(postCopy);

        // When
        Walk walk = walk(moves::after, Set.of(World.initial(faults)));

        // Then
        for (World world : walk.from().keySet()) {
            Optional<String> offence = offence(world);
            assertThat(offence).as(() -> path(walk, world)).isEmpty();
        }
        assertThat(stuck(walk, ExplorationTest::isVisibleEnd))
                .as("states from which neither an end nor visible doubt can be reached")
                .isEmpty();
        assertThat(walk.from().keySet()).anyMatch(world -> ended(world, Outcome.Moved.class));
        if (faults > 0) {
            assertThat(walk.from().keySet()).anyMatch(world -> ended(world, Outcome.RolledBack.class));
            assertThat(walk.from().keySet()).anyMatch(world -> ended(world, Outcome.StartedCold.class));
        }
    }

    @Test
    void aTargetThatIsLostBeforeTheHandoverKeepsNoSourceFrozen() {
        // Given
        Moves moves = new Moves(false);
        Set<World> targetLost = walk(moves::after, Set.of(World.initial(1))).from().keySet().stream()
                .filter(world -> world.status() instanceof CoordinatorState.RollingBack)
                .filter(world -> world.sourceProcesses() == Processes.FROZEN)
                .collect(Collectors.toSet());

        // When
        Walk walk = walk(moves::afterWithoutTarget, targetLost);

        // Then
        assertThat(targetLost)
                .anyMatch(world -> world.source().phase() == SourcePhase.SEALED
                        && world.target().phase() == TargetPhase.RESTORED);
        assertThat(stuck(walk, world -> world.sourceProcesses() != Processes.FROZEN))
                .as("states in which the source stays frozen until the target comes back")
                .isEmpty();
    }

    private record Walk(Map<World, Optional<World>> from, Map<World, List<World>> back) {}

    private static Walk walk(Function<World, List<World>> moves, Set<World> first) {
        Map<World, Optional<World>> from = new HashMap<>();
        first.forEach(world -> from.put(world, Optional.empty()));
        Map<World, List<World>> back = new HashMap<>();
        Deque<World> open = new ArrayDeque<>(first);
        while (!open.isEmpty()) {
            World world = open.remove();
            for (World next : moves.apply(world)) {
                back.computeIfAbsent(next, ignored -> new ArrayList<>()).add(world);
                if (from.putIfAbsent(next, Optional.of(world)) == null) {
                    open.add(next);
                }
            }
        }
        return new Walk(from, back);
    }

    private static Optional<String> offence(World world) {
        boolean sourceRuns = world.sourceProcesses() == Processes.RUN;
        if (sourceRuns && world.targetEverRan()) {
            return Optional.of("two copies have run");
        }
        if (world.targetProcesses() == Processes.RUN && !world.knows("swapped")) {
            return Optional.of("the target runs without owning the processes");
        }
        if (sourceRuns && world.targetProcesses() == Processes.COLD && !world.knows("source deleted by another")) {
            return Optional.of("a cold copy was started beside the source");
        }
        if (!(world.status() instanceof CoordinatorState.Ended ended)) {
            return Optional.empty();
        }
        if (world.sourceProcesses() == Processes.FROZEN || world.targetProcesses() == Processes.FROZEN) {
            return Optional.of("ended with frozen processes");
        }
        boolean well = switch (ended.outcome()) {
            case Outcome.Moved moved -> world.targetEverRan() && !sourceRuns;
            case Outcome.RolledBack back ->
                !world.targetEverRan()
                        && (sourceRuns
                                || !world.knows("source pod deleted")
                                || !world.knows("ReleaseSource")
                                || world.knows("label given back"));
            case Outcome.StartedCold cold ->
                world.targetProcesses() == Processes.COLD
                        || world.knows("replacement deleted")
                        || world.target().phase() != TargetPhase.RUNNING;
        };
        return well ? Optional.empty() : Optional.of("ended badly: " + ended.outcome());
    }

    private static Set<World> stuck(Walk walk, Predicate<World> goal) {
        Set<World> fine = new HashSet<>();
        Deque<World> open = new ArrayDeque<>();
        walk.from().keySet().stream().filter(goal).forEach(open::add);
        while (!open.isEmpty()) {
            World world = open.remove();
            if (fine.add(world)) {
                open.addAll(walk.back().getOrDefault(world, List.of()));
            }
        }
        Set<World> stuck = new HashSet<>(walk.from().keySet());
        stuck.removeAll(fine);
        return stuck;
    }

    private static boolean isVisibleEnd(World world) {
        return world.status() instanceof CoordinatorState.Ended || world.status() instanceof CoordinatorState.InDoubt;
    }

    private static boolean ended(World world, Class<? extends Outcome> as) {
        return world.status() instanceof CoordinatorState.Ended(Outcome outcome, Optional<Replacement> ignored)
                && as.isInstance(outcome);
    }

    private static String path(Walk walk, World end) {
        StringBuilder text = new StringBuilder();
        Optional<World> at = Optional.of(end);
        while (at.isPresent()) {
            text.insert(0, at.get() + "\n");
            at = walk.from().get(at.get());
        }
        return text.toString();
    }
}
