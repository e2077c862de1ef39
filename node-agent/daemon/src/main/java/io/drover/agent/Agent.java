package io.drover.agent;

import io.drover.agent.checkpoint.SourceTools;
import io.drover.agent.journal.Journal;
import io.drover.agent.node.CheckpointFiles;
import io.drover.agent.node.Freezers;
import io.drover.agent.node.LogKeys;
import io.drover.agent.node.NodePrograms;
import io.drover.agent.node.NodeRoot;
import io.drover.agent.node.Processes;
import io.drover.agent.node.RuncStates;
import io.drover.agent.node.Signals;
import io.drover.agent.preflight.NodeFacts;
import io.drover.agent.preflight.PodInspection;
import io.drover.agent.restore.HandoverServer;
import io.drover.agent.restore.TargetTools;
import io.drover.agent.transfer.ImageServer;
import io.drover.agent.transfer.Peers;
import io.drover.agent.transfer.TransferRehearsal;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent while it runs: wired, recovered, listening. */
public final class Agent {

    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

    private final Server server;
    private final ImageServer images;
    private final HandoverServer handover;
    private final HealthStatusManager health;
    private final Migrations migrations;
    private final Peers peers;
    private final ExecutorService workers;
    private final ScheduledExecutorService timer;

    private Agent(
            Server server,
            ImageServer images,
            HandoverServer handover,
            HealthStatusManager health,
            Migrations migrations,
            Peers peers,
            ExecutorService workers,
            ScheduledExecutorService timer) {
        this.server = server;
        this.images = images;
        this.handover = handover;
        this.health = health;
        this.migrations = migrations;
        this.peers = peers;
        this.workers = workers;
        this.timer = timer;
    }

    /** Takes up what the journal knows, then listens to shims, then to the operator and to other agents. */
    public static Agent start(AgentSettings settings, KernelParts kernel, Authority authority) throws IOException {
        NodeRoot node = NodeRoot.ofProcess(settings.nodeProcess());
        CheckpointFiles files = new CheckpointFiles(
                node, settings.imageDirectory(), settings.stateDirectory(), settings.runDirectory());
        RuncStates containers = new RuncStates(node.of(settings.runcRoot()));
        Signals signals = Signals.ofThisRuntime();
        Freezers freezers = new Freezers(node, signals);
        Processes processes = new Processes(Path.of("/proc"));
        NodePrograms programs = new NodePrograms(settings.nodeProcess(), settings.criuDirectory());
        Peers peers = new Peers();
        ExecutorService workers = Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("worker-", 0).factory());
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("timer").factory());
        Journal journal = new Journal(files.make(settings.stateDirectory() + "/journal"));
        Migrations migrations = new Migrations(
                journal,
                new ColdWords(journal, node.of(settings.kubeletDirectory() + "/pods"), InstantSource.system()),
                new SourceTools(
                        files,
                        containers,
                        freezers,
                        processes,
                        programs,
                        signals,
                        settings.runc(),
                        kernel.networks(),
                        kernel.node(),
                        kernel.probes(),
                        peers,
                        workers,
                        timer),
                new TargetTools(
                        files,
                        containers,
                        freezers,
                        processes,
                        programs,
                        kernel.networks(),
                        kernel.node(),
                        kernel.images(),
                        settings.criuDirectory(),
                        workers));
        String version = Optional.ofNullable(Agent.class.getPackage().getImplementationVersion())
                .orElse("development");
        NodeFacts facts = new NodeFacts(settings.nodeName(), version, settings.runc(), programs, processes, files);
        PodInspection inspection =
                new PodInspection(node, containers, freezers, processes, kernel.images(), facts::hasSysResource);
        migrations.recover();
        HandoverServer handover =
                HandoverServer.start(files.make(settings.runDirectory()).resolve("shim.sock"), migrations);
        HealthStatusManager health = new HealthStatusManager();
        ImageServer images = ImageServer.start(new InetSocketAddress(settings.imagePort()), workers, timer);
        Server server = NettyServerBuilder.forPort(settings.port())
                .executor(workers)
                .permitKeepAliveTime(10, TimeUnit.SECONDS)
                .addService(new NodeAgentService(migrations, authority, facts, inspection))
                .addService(new PeerService(
                        migrations,
                        kernel.node(),
                        images,
                        new PeerGate(authority, settings.nodeName(), InstantSource.system())))
                .addService(health.getHealthService())
                .build()
                .start();
        health.setStatus("", ServingStatus.SERVING);
        workers.execute(facts::status);
        workers.execute(new TransferRehearsal(Path.of(System.getProperty("java.io.tmpdir")), workers, timer));
        EndedRewrites ended = new EndedRewrites(kernel.node());
        Future<?> unused = timer.scheduleWithFixedDelay(() -> workers.execute(ended), 10, 10, TimeUnit.MINUTES);
        LOG.atInfo()
                .addKeyValue(LogKeys.ADDRESS, settings.nodeAddress() + ":" + server.getPort())
                .addKeyValue(LogKeys.DETAIL, version)
                .log("node agent listens");
        return new Agent(server, images, handover, health, migrations, peers, workers, timer);
    }

    /** Where it listens. */
    public int port() {
        return server.getPort();
    }

    Migrations migrations() {
        return migrations;
    }

    /** Takes no new work, and ends when what runs has ended or the time is over. */
    public void stop(long time, TimeUnit unit) {
        health.enterTerminalState();
        server.shutdown();
        try {
            if (!server.awaitTermination(time, unit)) {
                server.shutdownNow();
            }
            images.close();
            handover.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException refused) {
            LOG.atWarn().addKeyValue(LogKeys.DETAIL, refused).log("a socket could not be closed");
        }
        timer.shutdownNow();
        peers.close();
        migrations.close();
        workers.shutdown();
    }

    /** Returns when the server has ended. */
    public void awaitEnd() throws InterruptedException {
        server.awaitTermination();
    }
}
