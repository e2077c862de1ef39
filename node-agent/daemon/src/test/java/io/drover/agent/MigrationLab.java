package io.drover.agent;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.drover.agent.api.TicketCheck;
import io.drover.agent.api.v1.ContainerRef;
import io.drover.agent.api.v1.Migration;
import io.drover.agent.api.v1.MovedContainer;
import io.drover.agent.api.v1.NodeAgentGrpc;
import io.drover.agent.api.v1.NodeRef;
import io.drover.agent.api.v1.PeerGrpc;
import io.drover.agent.api.v1.PodRef;
import io.drover.agent.packets.Attempt;
import io.drover.agent.packets.KernelNetworks;
import io.drover.agent.packets.Networks;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * One node in network namespaces of its own with two pods' networks, an agent that holds both roles, runc with a state directory of its
 * own, and CRIU. The pods' addresses are 10.78.0.10 and 10.78.0.20, the node's is 10.78.0.1.
 */
final class MigrationLab implements AutoCloseable {

    static final String NODE = "10.78.0.1";
    static final String OLD = "10.78.0.10";
    static final String NEW = "10.78.0.20";

    /** Counts on every connection, in memory, beside some memory that it has written to; tells when it sees SIGCONT. */
    private static final String SERVER = """
            use strict; use Socket; $| = 1;
            my $mem = "x" x ($ARGV[0] << 20);
            for (my $i = 0; $i < length $mem; $i += 4096) { substr($mem, $i, 1) = chr($i >> 12 & 255) }
            $SIG{CONT} = sub { print "SIGCONT seen\\n" };
            socket(my $l, PF_INET, SOCK_STREAM, 0) or die; setsockopt($l, SOL_SOCKET, SO_REUSEADDR, 1);
            bind($l, sockaddr_in(8080, INADDR_ANY)) or die "bind $!"; listen($l, 16);
            my $n = 0; my %c; print "up\\n";
            while (1) {
              my $r = ''; vec($r, fileno($l), 1) = 1; vec($r, $_, 1) = 1 for keys %c;
              next if select(my $o = $r, undef, undef, 1) <= 0;
              if (vec($o, fileno($l), 1)) { my $s; accept($s, $l); $c{fileno $s} = $s; }
              for my $f (keys %c) {
                next unless vec($o, $f, 1);
                if (!sysread($c{$f}, my $b, 512)) { delete $c{$f}; next }
                $n++; syswrite($c{$f}, "$n\\n");
              }
            }
            """;

    private static final String CLIENT = """
            use strict; use Socket; use Time::HiRes qw(time sleep); $| = 1; alarm($ARGV[1] + 15);
            socket(my $s, PF_INET, SOCK_STREAM, 0) or die; connect($s, sockaddr_in(8080, inet_aton($ARGV[0]))) or die "connect $!";
            my ($last, $gap, $seen, $end) = (0, 0, time, time + $ARGV[1]);
            while (time < $end) {
              syswrite($s, "x") or die "write $!"; my $n = sysread($s, my $b, 64); die "read $!" unless $n;
              my $now = time; $gap = $now - $seen if $now - $seen > $gap; $seen = $now;
              die "after $last came $b" unless $b == $last + 1; $last++; sleep 0.002;
            }
            printf "ok %d %d\\n", $last, $gap * 1000;
            """;

    final Path root;
    final Path runcRoot;
    final String criuDirectory;
    private final String prefix = "drvag" + ProcessHandle.current().pid() % 10_000;
    private final List<Process> started = new ArrayList<>();
    private final List<String> containers = new ArrayList<>();
    private final KernelParts kernel;
    private final Authority authority;
    private Agent agent;
    private ManagedChannel channel;

    /** With an agent that trusts everybody. */
    MigrationLab() throws IOException {
        this(question -> new TicketCheck.Valid());
    }

    MigrationLab(Authority authority) throws IOException {
        this.authority = authority;
        criuDirectory = criu().orElseGet(() -> {
            String reason = "no CRIU found in DROVER_CRIU, the cache or /opt/drover/criu";
            System.out.println("SKIPPED: " + reason);
            Assumptions.abort(reason);
            return "";
        });
        root = Files.createTempDirectory(Path.of("/var/tmp"), "drover-agent-it");
        runcRoot = root.resolve("runc");
        network();
        Networks networks = worked(KernelNetworks.load(namespace("node"), root));
        kernel = new KernelParts(
                networks,
                worked(networks.node()),
                worked(networks.probeAnswers()),
                container -> Optional.of("sha256:same"));
        start();
    }

    /** Starts the agent, also after {@link #crash}. */
    void start() throws IOException {
        Map<String, String> settings = Map.of(
                "node-name",
                "only",
                "agent-port",
                "17443",
                "image-port",
                "0",
                "node-process",
                "0",
                "image-directory",
                root.resolve("images").toString(),
                "state-directory",
                root.resolve("state").toString(),
                "run-directory",
                root.resolve("run").toString(),
                "runc-root",
                runcRoot.toString(),
                "criu-directory",
                criuDirectory);
        List<String> arguments = settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toList();
        if (AgentSettings.read(arguments, Map.of()) instanceof AgentSettings.Reading.Good(AgentSettings good)) {
            agent = Agent.start(good, kernel, authority);
        }
        channel = NettyChannelBuilder.forAddress("127.0.0.1", 17443)
                .usePlaintext()
                .build();
    }

    /** Ends the agent without any goodbye to its migrations. */
    void crash() {
        channel.shutdownNow();
        agent.stop(0, java.util.concurrent.TimeUnit.SECONDS);
    }

    NodeAgentGrpc.NodeAgentBlockingStub agent() {
        return NodeAgentGrpc.newBlockingStub(channel);
    }

    PeerGrpc.PeerBlockingStub peer() {
        return PeerGrpc.newBlockingStub(channel);
    }

    /** Gives images a file system of their own with this size. Once, before the migration. */
    void limitImages(int mebibytes) throws IOException {
        Files.createDirectories(root.resolve("images"));
        run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", root.resolve("images") + "");
    }

    Path socket() {
        return root.resolve("run/shim.sock");
    }

    /** A migration of one container from the first pod to the second. */
    Migration migration(String id, String container) {
        NodeRef node = NodeRef.newBuilder()
                .setName("only")
                .setAddress(NODE)
                .setAgentPort(17443)
                .addPodCidrs("10.78.1.0/24")
                .build();
        return Migration.newBuilder()
                .setId(id)
                .setEpoch(1)
                .setSourcePod(PodRef.newBuilder()
                        .setNamespace("n")
                        .setName("old")
                        .setUid("uid-old-" + id)
                        .setIp(OLD))
                .setTargetPod(PodRef.newBuilder()
                        .setNamespace("n")
                        .setName("new")
                        .setUid("uid-new-" + id)
                        .setIp(NEW))
                .setSourceNode(node)
                .setTargetNode(node)
                .addNodes(node)
                .addContainers(MovedContainer.newBuilder()
                        .setName("c")
                        .setSourceId(container)
                        .setImageId("sha256:same"))
                .setFreezeBudgetMs(20_000)
                .build();
    }

    ContainerRef reference(String container) {
        return ContainerRef.newBuilder().setName("c").setId(container).build();
    }

    /** Writes a bundle that shares the machine's /usr. */
    Path bundle(String name, String pod, int mebibytes) throws IOException {
        Path bundle = root.resolve("bundles").resolve(name);
        Path image = root.resolve("image");
        if (!Files.exists(image)) {
            for (String directory : List.of("usr", "proc", "sys", "dev", "tmp", "lab", "etc")) {
                Files.createDirectories(image.resolve(directory));
            }
            for (String link : List.of("bin", "lib", "lib64", "sbin")) {
                Files.createSymbolicLink(image.resolve(link), Path.of("usr", link));
            }
            Files.writeString(image.resolve("etc/of-the-image"), "as it was");
            Files.writeString(image.resolve("etc/to-be-deleted"), "as it was");
        }
        for (String directory : List.of("rootfs", "upper", "work")) {
            Files.createDirectories(bundle.resolve(directory));
        }
        run(
                "mount",
                "-t",
                "overlay",
                "overlay",
                "-o",
                "lowerdir=" + image + ",upperdir=" + bundle.resolve("upper") + ",workdir=" + bundle.resolve("work"),
                bundle.resolve("rootfs").toString());
        Files.writeString(root.resolve("server.pl"), SERVER);
        run("runc", "spec", "--bundle", bundle.toString());
        JsonObject spec = JsonParser.parseString(Files.readString(bundle.resolve("config.json")))
                .getAsJsonObject();
        JsonObject process = spec.getAsJsonObject("process");
        process.addProperty("terminal", false);
        process.remove("rlimits");
        process.add("args", strings("perl", "/lab/server.pl", Integer.toString(mebibytes)));
        spec.getAsJsonObject("root").addProperty("readonly", false);
        JsonObject linux = spec.getAsJsonObject("linux");
        linux.addProperty("cgroupsPath", "/" + prefix + "/" + name);
        linux.add("resources", new JsonObject());
        linux.getAsJsonArray("namespaces").forEach(one -> {
            if (one.getAsJsonObject().get("type").getAsString().equals("network")) {
                one.getAsJsonObject().addProperty("path", namespace(pod).toString());
            }
        });
        spec.getAsJsonArray("mounts").add(bind("/usr", "/usr"));
        spec.getAsJsonArray("mounts").add(bind("/lab", root.toString()));
        Files.writeString(bundle.resolve("config.json"), spec.toString());
        containers.add(name);
        return bundle;
    }

    /** Runs the counting server in the first pod. */
    void runServer(String name, int mebibytes) throws IOException {
        Path bundle = bundle(name, "pa", mebibytes);
        Process process = new ProcessBuilder(
                        "runc", "--root", runcRoot.toString(), "run", "--detach", "--bundle", bundle.toString(), name)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        started.add(process);
        byte[] up = new byte[3];
        if (process.getInputStream().readNBytes(up, 0, 3) != 3
                || !new String(up, StandardCharsets.US_ASCII).equals("up\n")) {
            throw new IllegalStateException(new String(up, StandardCharsets.US_ASCII)
                    + new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Counts from the node on one connection. */
    Process client(int seconds) throws IOException {
        Files.writeString(root.resolve("client.pl"), CLIENT);
        Process process = new ProcessBuilder(
                        "ip",
                        "netns",
                        "exec",
                        full("node"),
                        "perl",
                        root.resolve("client.pl").toString(),
                        OLD,
                        "" + seconds)
                .redirectErrorStream(true)
                .start();
        started.add(process);
        return process;
    }

    static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    Path namespace(String name) {
        return Path.of("/run/netns", full(name));
    }

    String freezerState(String container) throws IOException {
        return Files.readString(Path.of("/sys/fs/cgroup/freezer", prefix, container, "freezer.state"))
                .strip();
    }

    @Override
    public void close() throws IOException {
        crash();
        for (String name : containers) {
            Path state = Path.of("/sys/fs/cgroup/freezer", prefix, name, "freezer.state");
            tried("runc", "--root", runcRoot.toString(), "kill", name, "KILL");
            if (Files.exists(state)) {
                Files.writeString(state, "THAWED");
            }
            tried("runc", "--root", runcRoot.toString(), "delete", "--force", name);
            tried(
                    "umount",
                    root.resolve("bundles").resolve(name).resolve("rootfs").toString());
        }
        started.forEach(Process::destroyForcibly);
        tried("umount", root.resolve("images").toString());
        for (String name : List.of("pa", "pb", "node")) {
            tried("ip", "netns", "del", full(name));
        }
        tried("ip", "addr", "del", NODE + "/32", "dev", "lo");
        try (Stream<Path> files = Files.walk(root)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    private void network() {
        run("ip", "netns", "add", full("node"));
        // The agent listens in the machine's own namespace, at the address that clients see as the node's.
        tried("ip", "addr", "add", NODE + "/32", "dev", "lo");
        in("node", "ip link set lo up");
        in("node", "ip link add br0 type bridge");
        in("node", "ip addr add " + NODE + "/24 dev br0");
        in("node", "ip link set br0 up");
        in("node", "sysctl -qw net.ipv4.ip_forward=1");
        pod("pa", OLD);
        pod("pb", NEW);
    }

    private void pod(String name, String address) {
        run("ip", "netns", "add", full(name));
        in("node", "ip link add v" + name + " type veth peer name eth0 netns " + full(name));
        in("node", "ip link set v" + name + " master br0 up");
        in(name, "ip addr add " + address + "/24 dev eth0");
        in(name, "ip link set eth0 up");
        in(name, "ip link set lo up");
        in(name, "ip route add default via " + NODE);
    }

    private String full(String name) {
        return prefix + name;
    }

    private void in(String namespace, String command) {
        List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", full(namespace)));
        words.addAll(List.of(command.split(" ", -1)));
        run(words.toArray(String[]::new));
    }

    private static JsonArray strings(String... values) {
        JsonArray array = new JsonArray();
        List.of(values).forEach(array::add);
        return array;
    }

    private static JsonObject bind(String destination, String source) {
        JsonObject mount = new JsonObject();
        mount.addProperty("destination", destination);
        mount.addProperty("type", "bind");
        mount.addProperty("source", source);
        mount.add("options", strings("rbind", "ro"));
        return mount;
    }

    private static Optional<String> criu() throws IOException {
        String given = System.getenv("DROVER_CRIU");
        if (given != null) {
            return Optional.of(given);
        }
        Path cache = Path.of(Optional.ofNullable(System.getenv("DROVER_CACHE")).orElse("/var/cache/drover"));
        if (Files.isDirectory(cache)) {
            try (Stream<Path> entries = Files.list(cache)) {
                Optional<String> found = entries.filter(
                                entry -> entry.getFileName().toString().startsWith("criu-"))
                        .filter(entry -> Files.isExecutable(entry.resolve("criu")))
                        .map(Path::toString)
                        .findFirst();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.of("/opt/drover/criu").filter(directory -> Files.isExecutable(Path.of(directory, "criu")));
    }

    private static <T> T worked(Attempt<T> attempt) {
        return switch (attempt) {
            case Attempt.Worked<T>(T value) -> value;
            case Attempt.Refused<T> refused -> throw new IllegalStateException(refused.toString());
        };
    }

    static void run(String... command) {
        String trouble = tried(command);
        if (!trouble.isEmpty()) {
            throw new IllegalStateException(String.join(" ", command) + ": " + trouble);
        }
    }

    private static String tried(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = output(process);
            int status = process.waitFor();
            return status == 0 ? "" : "exit status " + status + ": " + output;
        } catch (IOException failed) {
            return failed.toString();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return interrupted.toString();
        }
    }
}
