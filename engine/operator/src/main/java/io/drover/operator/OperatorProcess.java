package io.drover.operator;

import io.drover.actuators.migration.MigrationActuator;
import io.drover.actuators.migration.MigrationSettings;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.gather.cluster.ClusterView;
import io.drover.gather.cluster.FactGatherer;
import io.drover.gather.cluster.GatherSettings;
import io.drover.gather.cluster.LiveClusterView;
import io.drover.gather.proxy.InspectionAccess;
import io.drover.gather.proxy.InspectionAnswers;
import io.drover.gather.proxy.ProxiedInspections;
import io.drover.operator.admission.Admission;
import io.drover.operator.health.HttpEndpoints;
import io.drover.operator.inspection.AgentChannels;
import io.drover.operator.inspection.InspectionTickets;
import io.drover.operator.inspection.InspectionToken;
import io.drover.operator.inspection.LiveInspections;
import io.drover.operator.metrics.Metrics;
import io.drover.operator.migration.CheckpointRestoreReconciler;
import io.drover.operator.migration.MigrationReport;
import io.drover.operator.migration.MoveStarter;
import io.drover.operator.migration.TicketKeyStore;
import io.drover.operator.recommendation.RecommendationReconciler;
import io.drover.operator.recommendation.Recommendations;
import io.drover.operator.report.Events;
import io.drover.operator.settings.Settings;
import io.drover.rules.evaluation.PolicyDecider;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import java.io.IOException;
import java.security.PrivateKey;
import java.time.InstantSource;
import java.util.List;

/**
 * All parts of one operator. Every replica serves the webhook and its own health; only the leader reconciles. A leader that loses the
 * lease ends its process at once, with 4, so that no two ever work at once.
 */
final class OperatorProcess implements AutoCloseable {

    private final Operator operator;
    private final Admission admission;
    private final MigrationActuator migrations;
    private final AgentChannels channels;
    private final HttpEndpoints endpoints;
    private final Leadership leadership;

    private OperatorProcess(
            Operator operator,
            Admission admission,
            MigrationActuator migrations,
            AgentChannels channels,
            HttpEndpoints endpoints,
            Leadership leadership) {
        this.operator = operator;
        this.admission = admission;
        this.migrations = migrations;
        this.channels = channels;
        this.endpoints = endpoints;
        this.leadership = leadership;
    }

    /**
     * Starts everything; the reconcilers begin once this replica leads.
     *
     * @throws IOException when a port cannot be had
     */
    static OperatorProcess start(KubernetesClient client, Settings settings) throws IOException {
        InstantSource clock = InstantSource.system();
        Leadership leadership = new Leadership(client, settings);
        Metrics metrics = new Metrics();
        Events events = new Events(client, clock);
        metrics.debtsOwed(() -> debts(client));
        Admission admission =
                Admission.start(client, settings.namespace(), settings.webhookPort(), settings.webhookHosts(), clock);
        Operator operator = new Operator(overrider -> {
            overrider
                    .withKubernetesClient(client)
                    .withCloseClientOnStop(false)
                    .withConcurrentReconciliationThreads(16)
                    .withReconciliationTerminationTimeout(Leadership.LAST_STEPS);
            if (settings.leaderElection()) {
                overrider.withLeaderElectionConfiguration(leadership.configuration());
            }
        });
        HttpEndpoints endpoints = HttpEndpoints.start(
                settings.httpPort(),
                metrics::scrape,
                () -> "",
                () -> admission.isReady() ? "" : "the webhook has no certificate yet");
        PrivateKey key = new TicketKeyStore(client, settings.namespace()).key();
        AgentChannels channels = new AgentChannels(client, settings.agentPort());
        LiveInspections live = new LiveInspections(channels, new InspectionTickets(key, clock), metrics::heard);
        InspectionAnswers inspections = new InspectionAnswers(new LiveClusterView(client), live);
        endpoints.serve(
                ProxiedInspections.ROOT,
                InspectionAccess.HEADER,
                new InspectionToken(client, settings.namespace()).value(),
                inspections::answer);
        MigrationActuator migrations = new MigrationActuator(
                client,
                key,
                MigrationSettings.defaults(settings.namespace(), settings.agentPort()),
                clock,
                new MigrationReport(events, metrics));
        operator.register(recommendations(client, settings, live, metrics, events, clock));
        operator.register(new CheckpointRestoreReconciler(migrations, client, clock));
        OperatorProcess process = new OperatorProcess(operator, admission, migrations, channels, endpoints, leadership);
        operator.start();
        return process;
    }

    private static RecommendationReconciler recommendations(
            KubernetesClient client,
            Settings settings,
            LiveInspections live,
            Metrics metrics,
            Events events,
            InstantSource clock) {
        ClusterView view = new LiveClusterView(client);
        FactGatherer gatherer =
                new FactGatherer(view, live, new GatherSettings(settings.zone(), settings.freshSidecars()), clock);
        MoveStarter starter = new MoveStarter(client, view, gatherer, settings.namespace(), settings.freshSidecars());
        return Recommendations.reconciler(
                client, view, gatherer, new PolicyDecider(List.of()), starter, events, metrics, clock);
    }

    private static int debts(KubernetesClient client) {
        return (int) client.resources(WorkloadRecommendation.class).inAnyNamespace().list().getItems().stream()
                .filter(one ->
                        one.getStatus() != null && one.getStatus().debts().owed())
                .count();
    }

    /** All work ends before the lease is given back, so that the next leader is alone at work. Takes a few seconds at most. */
    @Override
    public void close() {
        leadership.ends();
        endpoints.close();
        admission.close();
        migrations.close();
        operator.stop();
        leadership.giveBack();
        channels.close();
    }
}
