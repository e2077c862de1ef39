package io.drover.rules.decision;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is to be done with a workload: the decisions for its pods, and how they are carried out together.
 *
 * @param namespace of the workload
 * @param kind of the workload
 * @param name of the workload
 * @param recommendation name of the recommendation
 * @param policyHash of the policies that decided
 * @param resources the recommended values, one line per container in the order of their names
 * @param decisions one per pod by name, or a single one for the workload when it has no pod; never empty
 */
public record WorkloadPlan(
        String namespace,
        String kind,
        String name,
        String recommendation,
        String policyHash,
        List<String> resources,
        List<Decision> decisions) {

    /** How the decisions are carried out together. */
    public enum Shape {
        /** Nothing is touched. */
        NOTHING("Nothing"),
        /** Every pod is to be restarted: the template changes, and the workload's own rollout does the rest. */
        ROLLOUT("Rollout"),
        /**
         * The template changes without a rollout; pods are resized, moved or evicted one at a time, and those to be skipped stay as
         * they are.
         */
        ONE_BY_ONE("OneByOne");

        private final String written;

        Shape(String written) {
            this.written = written;
        }

        @Override
        public String toString() {
            return written;
        }
    }

    public WorkloadPlan {
        resources = List.copyOf(resources);
        decisions = decisions.stream()
                .sorted(Comparator.comparing(decision -> decision.subject().toString()))
                .toList();
        if (decisions.isEmpty()) {
            throw new IllegalArgumentException("a plan has at least one decision");
        }
    }

    /** How the decisions are carried out together. */
    public Shape shape() {
        if (decisions.stream().allMatch(decision -> decision.action() == Action.SKIP)) {
            return Shape.NOTHING;
        }
        if (decisions.stream().allMatch(decision -> decision.action() == Action.ROLLING_RESTART)) {
            return Shape.ROLLOUT;
        }
        return Shape.ONE_BY_ONE;
    }

    /** Every pod has the recommended resources already. */
    public boolean done() {
        return decisions.stream().allMatch(Decision::done);
    }

    /** Nothing is to be done now, and deciding again later is worthwhile; so it is while a pod is starting, whatever the others need. */
    public boolean waits() {
        return decisions.stream().anyMatch(WorkloadPlan::waitsForAStart)
                || (shape() == Shape.NOTHING
                        && decisions.stream().anyMatch(Decision::waits)
                        && decisions.stream().allMatch(decision -> decision.waits() || decision.done()));
    }

    private static boolean waitsForAStart(Decision decision) {
        return decision.waits()
                && decision.findings().stream().anyMatch(finding -> finding.reason() == FeasibilityReason.POD_STARTING);
    }

    /**
     * Names this very plan: workload, resources, policies, and the action and reasons for every pod. Messages and their changing
     * values are left out, so that the same plan made a minute later has the same hash.
     *
     * @return 16 hexadecimal digits
     */
    public String hash() {
        String plan = String.join("\n", namespace, kind, name, policyHash, String.join("\n", resources)) + "\n"
                + decisions.stream().map(WorkloadPlan::line).collect(Collectors.joining("\n"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(plan.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static String line(Decision decision) {
        return decision.subject() + " " + decision.action() + " "
                + decision.reasons().stream().map(reason -> reason.code()).collect(Collectors.joining(","));
    }
}
