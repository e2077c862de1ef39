package io.drover.rules.facts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Changes facts by the names that rules use for them.
 *
 * <p>A path begins with the fact in lower case: {@code recommendation}, {@code workload}, {@code cluster}, {@code clock}, {@code history},
 * {@code pod}, {@code container}, {@code resize}, {@code node}, {@code agent}, {@code target}; then come its fields: {@code pod.qosAfter},
 * {@code container.resident}, {@code workload.labels.team}. A name picks one of several: {@code container.redis.resident},
 * {@code target.node-b.node.memoryFree}, {@code pod.redis-1.ready}; without it all are meant. A step with dots is put in brackets:
 * {@code target["node-b.example.org"].node.ready}.
 *
 * <p>Values are written as in rules, without quotes; {@code none} and {@code unknown} stand for themselves, elements of a list are joined
 * by {@code +}, the parts of a record by {@code /}.
 */
public final class FactChanges {

    private static final int DEEPEST = 6;
    private static final int LONGEST = 2_000;
    private static final List<String> SHARED = List.of("recommendation", "workload", "cluster", "clock", "history");
    private static final List<String> OF_THE_POD = List.of("pod", "container", "resize", "node", "agent", "target");
    private static final Pattern STEP = Pattern.compile("\\[\"([^\"\\]]*)\"\\]|\\[([^\"\\]]*)\\]|([^.\\[]+)");

    private FactChanges() {}

    /** The facts with the value at {@code path} replaced. */
    public static ChangeResult apply(WorkloadFacts facts, String path, String value) {
        try {
            if (path.length() > LONGEST || value.length() > LONGEST) {
                throw new FactChangeException("a change has at most " + LONGEST + " characters", "");
            }
            return new ChangeResult.Changed(changed(facts, steps(path), value.strip()));
        } catch (FactChangeException refused) {
            return new ChangeResult.Refused(refused.getMessage(), refused.instead());
        }
    }

    private static List<String> steps(String path) throws FactChangeException {
        List<String> steps = new ArrayList<>();
        Matcher step = STEP.matcher(path.strip());
        int end = 0;
        while (step.find()) {
            String between = path.strip().substring(end, step.start());
            if (!between.isEmpty() && !between.equals(".")) {
                throw new FactChangeException("\"" + path + "\" is not a path", "write for example pod.qosAfter");
            }
            steps.add(step.group(1) != null ? step.group(1) : step.group(2) != null ? step.group(2) : step.group(3));
            end = step.end();
        }
        if (end != path.strip().length() || steps.size() < 2 || steps.size() > DEEPEST) {
            throw new FactChangeException("\"" + path + "\" is not a path", "write for example pod.qosAfter");
        }
        return steps;
    }

    private static WorkloadFacts changed(WorkloadFacts facts, List<String> steps, String value)
            throws FactChangeException {
        String root = steps.getFirst();
        List<String> rest = steps.subList(1, steps.size());
        if (SHARED.contains(root)) {
            return (WorkloadFacts) FactWriting.set(facts, WorkloadFacts.class, steps, value);
        }
        if (root.equals("freeze")) {
            throw new FactChangeException(
                    "freeze is worked out by Drover",
                    "change container.resident, agent.transferPerSecond or pod.probeBudget");
        }
        if (!OF_THE_POD.contains(root)) {
            List<String> known = new ArrayList<>(SHARED);
            known.addAll(OF_THE_POD);
            throw new FactChangeException(
                    "there is no fact \"" + root + "\" to change", "known are " + String.join(", ", known));
        }
        boolean named = root.equals("pod") && !isField(Pod.class, rest.getFirst());
        boolean found = false;
        List<PodFacts> pods = new ArrayList<>();
        for (PodFacts pod : facts.pods()) {
            boolean meant = !named || pod.pod().name().equals(rest.getFirst());
            found |= meant;
            pods.add(meant ? inPod(pod, root, named ? rest.subList(1, rest.size()) : rest, value) : pod);
        }
        if (!found) {
            throw absent(
                    "pod",
                    rest.getFirst(),
                    facts.pods().stream().map(pod -> pod.pod().name()).toList());
        }
        return new WorkloadFacts(
                facts.recommendation(), facts.workload(), facts.cluster(), facts.clock(), facts.history(), pods);
    }

    private static PodFacts inPod(PodFacts pod, String root, List<String> rest, String value)
            throws FactChangeException {
        return switch (root) {
            case "container" ->
                (PodFacts) FactWriting.with(
                        pod,
                        "containers",
                        each(
                                pod.containers(),
                                Container.class,
                                container -> container.name().toString(),
                                root,
                                rest,
                                value));
            case "target" ->
                (PodFacts) FactWriting.with(
                        pod,
                        "candidates",
                        each(
                                pod.candidates(),
                                Candidate.class,
                                candidate -> candidate.node().name().toString(),
                                root,
                                rest,
                                value));
            default -> {
                List<String> path = new ArrayList<>(List.of(root));
                path.addAll(rest);
                yield (PodFacts) FactWriting.set(pod, PodFacts.class, path, value);
            }
        };
    }

    private static <T> List<Object> each(
            List<T> all,
            Class<T> type,
            java.util.function.Function<T, String> name,
            String root,
            List<String> rest,
            String value)
            throws FactChangeException {
        boolean named = !isField(type, rest.getFirst()) && !isField(TargetNode.class, rest.getFirst());
        List<String> path = named ? rest.subList(1, rest.size()) : rest;
        if (path.isEmpty()) {
            throw new FactChangeException("\"" + rest.getFirst() + "\" is no field of " + root, "");
        }
        List<Object> changed = new ArrayList<>();
        boolean found = false;
        for (T one : all) {
            boolean meant = !named || name.apply(one).equals(rest.getFirst());
            found |= meant;
            if (root.equals("target")
                    && isField(TargetNode.class, path.getFirst())
                    && !isField(type, path.getFirst())) {
                throw new FactChangeException(
                        "\"" + path.getFirst() + "\" is worked out by Drover",
                        "change the target's node, agent or scheduling");
            }
            changed.add(meant ? FactWriting.set(one, type, path, value) : one);
        }
        if (!found) {
            throw absent(root, rest.getFirst(), all.stream().map(name).toList());
        }
        return changed;
    }

    private static FactChangeException absent(String what, String name, List<String> known) {
        return new FactChangeException(
                "there is no " + what + " and no field of it called \"" + name + "\"",
                known.isEmpty() ? "" : "there is " + String.join(", ", known));
    }

    private static boolean isField(Class<?> record, String name) {
        return Arrays.stream(record.getRecordComponents())
                        .anyMatch(component -> component.getName().equals(name))
                || Arrays.stream(record.getDeclaredMethods())
                        .anyMatch(
                                method -> method.getName().equals(name) && method.isAnnotationPresent(RuleField.class));
    }
}
