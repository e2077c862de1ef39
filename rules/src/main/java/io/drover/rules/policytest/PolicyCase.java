package io.drover.rules.policytest;

import io.drover.rules.decision.Action;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One test of a policy: what is different from {@link ExampleWorkload}, and what is expected.
 *
 * @param name for people
 * @param file in which it is written
 * @param line there, from 1
 * @param pods their names
 * @param containers of each pod
 * @param nodes to which the pods could go; they run on the first
 * @param changes in the order in which they are made
 * @param parameters of the policy, by name
 * @param expected what has to come out
 */
public record PolicyCase(
        String name,
        String file,
        int line,
        List<String> pods,
        List<String> containers,
        List<String> nodes,
        List<Change> changes,
        Map<String, String> parameters,
        Expectation expected) {

    public PolicyCase {
        pods = List.copyOf(pods);
        containers = List.copyOf(containers);
        nodes = List.copyOf(nodes);
        changes = List.copyOf(changes);
        parameters = Map.copyOf(parameters);
    }

    /**
     * A fact that is different.
     *
     * @param path as {@link io.drover.rules.facts.FactChanges} takes it
     * @param value as people write it
     * @param line where it is written, from 1
     */
    public record Change(String path, String value, int line) {}

    /**
     * What has to come out. What is left empty may be anything.
     *
     * @param action of every pod
     * @param reasons that some finding gives
     * @param absent reasons that no finding gives
     * @param rules of the policy that have to speak
     * @param silent no rule of the policy may speak
     */
    public record Expectation(
            Optional<Action> action, List<String> reasons, List<String> absent, List<String> rules, boolean silent) {
        public Expectation {
            reasons = List.copyOf(reasons);
            absent = List.copyOf(absent);
            rules = List.copyOf(rules);
        }

        boolean isEmpty() {
            return action.isEmpty() && reasons.isEmpty() && absent.isEmpty() && rules.isEmpty() && !silent;
        }
    }
}
