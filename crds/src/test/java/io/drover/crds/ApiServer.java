package io.drover.crds;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A kube-apiserver with its etcd on free ports of the loopback address, gone when it is closed. Nothing else of a cluster runs. */
final class ApiServer implements AutoCloseable {

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final String TOKEN = "schema-tests";
    private final Path directory;
    private final List<Process> processes = new ArrayList<>();
    private final String url;

    private ApiServer(Path directory, int port) {
        this.directory = directory;
        this.url = "https://127.0.0.1:" + port;
    }

    /** The two programs, from the cache that set-up fills. */
    record Programs(Path etcd, Path apiServer) {

        static Path cache() {
            return Path.of(Optional.ofNullable(System.getenv("DROVER_CACHE")).orElse("/var/cache/drover"));
        }

        static Optional<Programs> find() throws IOException {
            Optional<Path> etcd = newest("node-root-", "usr/bin/etcd");
            Optional<Path> apiServer = newest("kubernetes-", "kube-apiserver");
            return etcd.flatMap(first -> apiServer.map(second -> new Programs(first, second)));
        }

        private static Optional<Path> newest(String prefix, String program) throws IOException {
            if (!Files.isDirectory(cache())) {
                return Optional.empty();
            }
            try (Stream<Path> directories = Files.list(cache())) {
                return directories
                        .filter(found -> found.getFileName().toString().startsWith(prefix))
                        .map(found -> found.resolve(program))
                        .filter(Files::isExecutable)
                        .max(Comparator.comparingLong(found -> found.toFile().lastModified()));
            }
        }
    }

    static ApiServer start(Programs programs, Path directory)
            throws IOException, GeneralSecurityException, InterruptedException {
        int etcdPort = freePort();
        int peerPort = freePort();
        var server = new ApiServer(directory, freePort());
        var pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        server.write("key.pem", pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        server.write("public.pem", pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        server.write("tokens.csv", TOKEN + ",admin,admin,system:masters\n");
        String etcd = "http://127.0.0.1:" + etcdPort;
        server.run(
                "etcd",
                programs.etcd().toString(),
                "--data-dir=" + directory.resolve("data"),
                "--unsafe-no-fsync",
                "--listen-client-urls=" + etcd,
                "--advertise-client-urls=" + etcd,
                "--listen-peer-urls=http://127.0.0.1:" + peerPort);
        server.run(
                "kube-apiserver",
                programs.apiServer().toString(),
                "--etcd-servers=" + etcd,
                "--bind-address=127.0.0.1",
                "--secure-port=" + server.url.substring(server.url.lastIndexOf(':') + 1),
                "--cert-dir=" + directory.resolve("certificates"),
                "--token-auth-file=" + directory.resolve("tokens.csv"),
                "--authorization-mode=RBAC",
                "--service-account-issuer=https://schema.test",
                "--service-account-key-file=" + directory.resolve("public.pem"),
                "--service-account-signing-key-file=" + directory.resolve("key.pem"),
                "--service-cluster-ip-range=10.96.0.0/16",
                "--endpoint-reconciler-type=none",
                "--watch-cache=false");
        server.awaitReady();
        return server;
    }

    KubernetesClient client() {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(url)
                .withOauthToken(TOKEN)
                .withTrustCerts(true)
                .withDisableHostnameVerification(true)
                .withRequestRetryBackoffLimit(0)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private void awaitReady() throws InterruptedException, IOException {
        Instant deadline = Instant.now().plus(STARTS_WITHIN);
        try (KubernetesClient client = client()) {
            while (true) {
                try {
                    client.namespaces().withName("default").require();
                    return;
                } catch (RuntimeException notYet) {
                    if (Instant.now().isAfter(deadline) || processes.stream().anyMatch(process -> !process.isAlive())) {
                        close();
                        throw new IllegalStateException("the API server did not start: " + logs(), notYet);
                    }
                    Thread.sleep(100);
                }
            }
        }
    }

    private String logs() throws IOException {
        return Files.readString(directory.resolve("etcd.log"))
                + Files.readString(directory.resolve("kube-apiserver.log"));
    }

    private void run(String name, String... command) throws IOException {
        processes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile())
                .start());
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content);
    }

    private static String pem(String type, byte[] content) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(type, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content), type);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        for (Process process : processes.reversed()) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
