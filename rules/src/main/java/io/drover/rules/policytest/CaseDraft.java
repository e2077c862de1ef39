package io.drover.rules.policytest;

import io.drover.rules.decision.Action;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A case while it is being read. */
final class CaseDraft {

    private final String name;
    private final String file;
    private final int line;
    private final List<PolicyCase.Change> changes = new ArrayList<>();
    private final Map<String, String> parameters = new TreeMap<>();
    private final List<String> reasons = new ArrayList<>();
    private final List<String> absent = new ArrayList<>();
    private final List<String> rules = new ArrayList<>();
    private List<String> pods = List.of("web-1");
    private List<String> containers = List.of("app");
    private List<String> nodes = List.of("node-a", "node-b");
    private Optional<Action> action = Optional.empty();
    private boolean silent;

    CaseDraft(String name, String file, int line) {
        this.name = name;
        this.file = file;
        this.line = line;
    }

    /** The same facts and parameters for another case. */
    CaseDraft copy(String otherName, int otherLine) {
        CaseDraft copy = new CaseDraft(otherName, file, otherLine);
        copy.changes.addAll(changes);
        copy.parameters.putAll(parameters);
        copy.pods = pods;
        copy.containers = containers;
        copy.nodes = nodes;
        return copy;
    }

    /** Takes names of pods, containers or nodes; false when {@code path} is something else. */
    boolean shape(String path, List<String> names) {
        switch (path) {
            case "pods" -> pods = List.copyOf(names);
            case "containers" -> containers = List.copyOf(names);
            case "targets" -> nodes = names.isEmpty() ? nodes : List.copyOf(names);
            default -> {
                return false;
            }
        }
        return true;
    }

    void change(String path, String value, int at) {
        changes.add(new PolicyCase.Change(path, value, at));
    }

    void parameter(String parameter, String value) {
        parameters.put(parameter, value);
    }

    void action(Optional<Action> expected) {
        action = expected;
    }

    void reasons(Map<String, Integer> expected) {
        reasons.addAll(named(expected.keySet()));
    }

    void absent(Map<String, Integer> expected) {
        absent.addAll(named(expected.keySet()));
    }

    void rules(Map<String, Integer> expected) {
        rules.addAll(named(expected.keySet()));
    }

    private Collection<String> named(Collection<String> names) {
        return names.stream().filter(one -> !one.isEmpty()).toList();
    }

    void silent() {
        silent = true;
    }

    boolean expectsNothing() {
        return expectation().isEmpty();
    }

    private PolicyCase.Expectation expectation() {
        return new PolicyCase.Expectation(action, reasons, absent, rules, silent);
    }

    PolicyCase build() {
        return new PolicyCase(name, file, line, pods, containers, nodes, changes, parameters, expectation());
    }
}
