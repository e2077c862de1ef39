package io.drover.operator.admission;

import io.drover.crds.migration.v1alpha1.CheckpointRestore;
import io.drover.operator.report.LogKeys;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The webhook as a whole: server, certificates, and their upkeep every half minute. Runs on every replica, leader or not. */
public final class Admission implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
    private static final String SERVICE = "drover-operator";
    private static final long UPKEEP_SECONDS = 30;

    private final AdmissionServer server;
    private final ServingIdentity identity;
    private final ScheduledExecutorService upkeep;

    private Admission(AdmissionServer server, ServingIdentity identity, ScheduledExecutorService upkeep) {
        this.server = server;
        this.identity = identity;
        this.upkeep = upkeep;
    }

    /**
     * Begins to serve; handshakes fail until there is a certificate, which does not take long.
     *
     * @param hosts by which the API server may call beside the Service's names
     * @throws IOException when the port cannot be had
     */
    public static Admission start(
            KubernetesClient client, String namespace, int port, Collection<String> hosts, InstantSource clock)
            throws IOException {
        ServingIdentity identity = new ServingIdentity();
        List<String> names = new ArrayList<>(
                List.of(SERVICE + "." + namespace + ".svc", SERVICE + "." + namespace + ".svc.cluster.local"));
        names.addAll(hosts);
        CertificateKeeper keeper = new CertificateKeeper(client, namespace, identity, names, clock);
        ScheduledExecutorService upkeep = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("certificates").daemon().factory());
        var unused = upkeep.scheduleWithFixedDelay(() -> refresh(keeper), 0, UPKEEP_SECONDS, TimeUnit.SECONDS);
        PodStamping stamping = new PodStamping(in ->
                client.resources(CheckpointRestore.class).inNamespace(in).list().getItems());
        return new Admission(AdmissionServer.start(port, identity.context(), stamping), identity, upkeep);
    }

    /** Whether there is a certificate to serve with. */
    public boolean isReady() {
        return identity.isThere();
    }

    private static void refresh(CertificateKeeper keeper) {
        try {
            keeper.refresh();
        } catch (KubernetesClientException | IllegalStateException failed) {
            LOG.atWarn()
                    .setCause(failed)
                    .addKeyValue(LogKeys.MESSAGE, String.valueOf(failed.getMessage()))
                    .log("the webhook's certificate could not be looked after and is tried again");
        }
    }

    @Override
    public void close() {
        upkeep.shutdownNow();
        server.close();
    }
}
