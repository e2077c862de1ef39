package io.drover.operator;

import io.drover.operator.report.LogKeys;
import io.drover.operator.settings.Settings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One replica's part in the election of the leader. Whoever loses the lease ends its process at once; whoever ends on purpose gives the
 * lease back after its last act, so that the next leader neither waits nor has company.
 */
final class Leadership {

    /** For what is being reconciled at a shutdown. Nobody renews the lease meanwhile: its life is longer than this and one renewal. */
    static final Duration LAST_STEPS = Duration.ofSeconds(4);

    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
    private static final int LOST = 4;
    private static final String LEASE = "drover-operator";
    private static final String HOLDER = "/spec/holderIdentity";
    private static final Duration LIFE = Duration.ofSeconds(9);
    private static final Duration RENEW_WITHIN = Duration.ofSeconds(6);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final KubernetesClient client;
    private final Settings settings;
    private final AtomicBoolean ending = new AtomicBoolean();

    Leadership(KubernetesClient client, Settings settings) {
        this.client = client;
        this.settings = settings;
    }

    /** What the operator SDK elects by. */
    LeaderElectionConfiguration configuration() {
        return new LeaderElectionConfiguration(
                LEASE, settings.namespace(), LIFE, RENEW_WITHIN, RETRY, settings.podName(), callbacks(), false);
    }

    /** From now on the end of the election is meant. */
    void ends() {
        ending.set(true);
    }

    /**
     * Gives the lease back, if this replica has it; to be called when nothing works any more. The SDK leaves it to run out, and the
     * elector's own release leaves the holder's name in it.
     */
    void giveBack() {
        if (!settings.leaderElection()) {
            return;
        }
        try {
            client.leases()
                    .inNamespace(settings.namespace())
                    .withName(LEASE)
                    .patch(
                            PatchContext.of(PatchType.JSON),
                            Serialization.asJson(List.of(
                                    Map.of("op", "test", "path", HOLDER, "value", settings.podName()),
                                    Map.of("op", "remove", "path", HOLDER))));
        } catch (KubernetesClientException refused) {
            LOG.atInfo()
                    .addKeyValue(LogKeys.MESSAGE, String.valueOf(refused.getMessage()))
                    .log("the lease was not given back: another replica has it, or it runs out");
        }
    }

    private LeaderCallbacks callbacks() {
        return new LeaderCallbacks(
                () -> {},
                this::lost,
                leader -> LOG.atInfo().addKeyValue(LogKeys.LEADER, leader).log("there is a new leader"));
    }

    /** Halts: an orderly exit would wait for shutdown hooks, and a leader that was replaced must not do one thing more. */
    private void lost() {
        if (!ending.get()) {
            LOG.atError().log("lost the lease");
            Runtime.getRuntime().halt(LOST);
        }
    }
}
