package io.drover.actuators.migration;

import io.drover.agent.protocol.CoordinatorEvent;
import io.drover.agent.protocol.CoordinatorState;
import io.drover.crds.migration.v1alpha1.CheckpointRestore;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out migrations. Only the leader may call it. Each migration has a thread of its own until it ends; a new leader's call goes on
 * where the status says. Thread safe.
 */
public final class MigrationActuator implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MigrationActuator.class);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(2);

    private final KubernetesClient client;
    private final MigrationSettings settings;
    private final InstantSource clock;
    private final Consumer<CheckpointRestore> heard;
    private final Orders orders;
    private final Topology topology;
    private final AgentClients agents;
    private final Map<String, Future<?>> drives = new ConcurrentHashMap<>();
    private final ExecutorService threads;

    /**
     * With agents reached over gRPC.
     *
     * @param ticketKey the operator's private Ed25519 key
     * @param heard is told of every change of a migration's phase, on the migration's thread
     */
    public MigrationActuator(
            KubernetesClient client,
            PrivateKey ticketKey,
            MigrationSettings settings,
            InstantSource clock,
            Consumer<CheckpointRestore> heard) {
        this(
                client,
                ticketKey,
                settings,
                clock,
                heard,
                new GrpcAgentClients(
                        new Topology(client, settings.agentNamespace(), settings.agentPort()), settings.agentPort()));
    }

    MigrationActuator(
            KubernetesClient client,
            PrivateKey ticketKey,
            MigrationSettings settings,
            InstantSource clock,
            Consumer<CheckpointRestore> heard,
            AgentClients agents) {
        this.client = client;
        this.settings = settings;
        this.clock = clock;
        this.heard = heard;
        this.orders = new Orders(ticketKey, clock, settings.ticketLife());
        this.topology = new Topology(client, settings.agentNamespace(), settings.agentPort());
        this.agents = agents;
        this.threads = Executors.newCachedThreadPool(
                Thread.ofPlatform().name("migration-", 1).daemon(true).factory());
    }

    /** Sees to it that the migration is worked at until it ends. Returns at once; calling it again changes nothing. */
    public MigrationProgress reconcile(CheckpointRestore move) {
        Measurements measurements = new Measurements();
        MoveBook book = new MoveBook(client, clock, measurements, move);
        CoordinatorState state = book.state();
        String id = move.getMetadata().getUid();
        if (state instanceof CoordinatorState.Ended ended) {
            drives.remove(id);
            return new MigrationProgress.Ended(ended.outcome());
        }
        if (threads.isShutdown()) {
            return new MigrationProgress.UnderWay(StatusCodec.step(state));
        }
        drives.compute(
                id,
                (same, running) ->
                        running != null && !running.isDone() ? running : threads.submit(drive(id, book, measurements)));
        return new MigrationProgress.UnderWay(StatusCodec.step(state));
    }

    /**
     * Tells the pods that wait for a migration that has ended that nothing will come; to be repeated while there are any.
     *
     * @return how many still wait
     */
    public int tellLateReplacements(CheckpointRestore ended) {
        Replacements replacements = new Replacements(client);
        BlockingQueue<CoordinatorEvent> nobodyReads = new LinkedBlockingQueue<>();
        try (Contacts contacts = contacts(ended.getMetadata().getUid(), nobodyReads, new Measurements())) {
            ColdStarts coldStarts = new ColdStarts(replacements, contacts, orders, new Replies(contacts, nobodyReads));
            return new LateReplacements(replacements, coldStarts, clock).tell(ended);
        }
    }

    /** Stops all work where it is, as a crash would, and waits until it has stopped, for two seconds at most. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(STOPS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.atWarn().log("a migration's thread does not stop");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        agents.close();
    }

    private MigrationDrive drive(String id, MoveBook book, Measurements measurements) {
        BlockingQueue<CoordinatorEvent> inbox = new LinkedBlockingQueue<>();
        Contacts contacts = contacts(id, inbox, measurements);
        PodActs pods = new PodActs(client);
        Replacements replacements = new Replacements(client);
        return new MigrationDrive(
                book,
                new ClusterObserver(client, pods, replacements),
                replacements,
                new Commander(pods, replacements, topology, contacts, orders, measurements, inbox),
                contacts,
                inbox,
                settings,
                clock,
                heard);
    }

    private Contacts contacts(String id, BlockingQueue<CoordinatorEvent> inbox, Measurements measurements) {
        return new Contacts(agents, id, inbox, measurements, clock, settings.agentSilence());
    }
}
