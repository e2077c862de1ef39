package io.drover.operator.metrics;

import io.drover.operator.recommendation.DecisionCount;
import io.drover.rules.decision.Decision;
import io.drover.rules.decision.PolicyReason;
import io.drover.rules.decision.WorkloadPlan;
import io.drover.rules.facts.Agent;
import io.drover.values.NodeName;
import io.drover.values.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The operator's meters. Any number of threads. */
public final class Metrics implements DecisionCount {

    private static final Duration[] FREEZES = {
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(350),
        Duration.ofMillis(500),
        Duration.ofMillis(750),
        Duration.ofSeconds(1),
        Duration.ofMillis(1500),
        Duration.ofSeconds(3),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<NodeName, String> agents = new ConcurrentHashMap<>();
    private final MultiGauge agentsByVersion = MultiGauge.builder("drover.agents")
            .description("Node agents that answered last time, by version; version none: did not answer")
            .register(registry);

    public Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
    }

    @Override
    public void decided(WorkloadPlan plan) {
        for (Decision decision : plan.decisions()) {
            String reason =
                    decision.reasons().stream().findFirst().map(Metrics::word).orElse("None");
            Counter.builder("drover.decisions")
                    .description("Decisions for pods, by action and first decisive reason")
                    .tags("action", decision.action().toString(), "reason", reason)
                    .register(registry)
                    .increment();
        }
    }

    /** A migration has ended. */
    public void migrationEnded(String phase, String reason) {
        Counter.builder("drover.migrations")
                .description("Migrations that ended, by phase and reason of failure")
                .tags("phase", phase, "reason", reason)
                .register(registry)
                .increment();
    }

    /** A pod stood still for this long while it was moved. */
    public void frozen(Duration freeze) {
        Timer.builder("drover.migration.freeze")
                .description("Time in which no process of a moved pod ran")
                .serviceLevelObjectives(FREEZES)
                .register(registry)
                .record(freeze);
    }

    /** Who is asked for the number of workloads that are owed something whenever the metrics are read. */
    public void debtsOwed(Supplier<Number> debts) {
        Gauge.builder("drover.debts.owed", debts)
                .description("Recommendations that owe their workload an unpause, a template or a pod's label")
                .register(registry);
    }

    /** An agent has answered, or has not. */
    public void heard(NodeName node, Agent agent) {
        String version = agent.reachable().known().orElse(false)
                ? agent.version().known().orElse("unknown")
                : "none";
        if (!version.equals(agents.put(node, version))) {
            Map<String, Long> counts =
                    agents.values().stream().collect(Collectors.groupingBy(one -> one, Collectors.counting()));
            agentsByVersion.register(
                    counts.entrySet().stream()
                            .map(one -> MultiGauge.Row.of(Tags.of("version", one.getKey()), one.getValue()))
                            .toList(),
                    true);
        }
    }

    /** Everything in the text format of Prometheus. */
    public String scrape() {
        return registry.scrape();
    }

    /** A policy's own reasons are counted as one, so that their number stays bounded. */
    private static String word(Reason reason) {
        return reason instanceof PolicyReason ? "PolicyReason" : reason.code();
    }
}
