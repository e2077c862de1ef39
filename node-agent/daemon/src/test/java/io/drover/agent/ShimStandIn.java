package io.drover.agent;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Speaks the handover contract for one create, and restores with runc when it is told to. */
final class ShimStandIn {

    private final MigrationLab lab;
    private final String container;
    private final Path bundle;
    private final JsonObject question = new JsonObject();

    ShimStandIn(MigrationLab lab, String container, Path bundle, String podUid) {
        this.lab = lab;
        this.container = container;
        this.bundle = bundle;
        question.addProperty("version", 1);
        question.addProperty("op", "create");
        question.addProperty("container", container);
        question.addProperty("bundle", bundle.toString());
        question.addProperty("podUid", podUid);
        question.addProperty("containerName", "c");
        question.addProperty("networkNamespace", lab.namespace("pb").toString());
    }

    /** Creates the container; the result is the agent's last answer. */
    CompletableFuture<String> create() {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(lab.socket()))) {
                        return converse(channel);
                    } catch (IOException broken) {
                        throw new UncheckedIOException(broken);
                    } catch (InterruptedException interrupted) {
                        throw new IllegalStateException(interrupted);
                    }
                },
                task -> Thread.ofPlatform().daemon().start(task));
    }

    private String converse(SocketChannel channel) throws IOException, InterruptedException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
        write(channel, question);
        JsonObject answer = read(lines);
        while (text(answer).equals("wait")) {
            answer = read(lines);
        }
        if (!text(answer).equals("restore")) {
            return answer.toString();
        }
        long begun = System.nanoTime();
        JsonObject report = new JsonObject();
        report.addProperty("container", container);
        String trouble = restore(answer);
        if (trouble.isEmpty()) {
            report.addProperty("op", "restored");
            report.addProperty(
                    "pid",
                    Integer.parseInt(Files.readString(bundle.resolve("pid")).strip()));
            report.addProperty("restoreMicros", (System.nanoTime() - begun) / 1000);
        } else {
            report.addProperty("op", "failed");
            report.addProperty("reason", "RestoreFailed");
            report.addProperty("message", trouble);
        }
        write(channel, report);
        return text(read(lines));
    }

    private String restore(JsonObject answer) throws IOException, InterruptedException {
        Path config = bundle.resolve("config.json");
        JsonObject spec = JsonParser.parseString(Files.readString(config)).getAsJsonObject();
        JsonObject annotations = new JsonObject();
        annotations.addProperty("org.criu.config", answer.get("criuConfig").getAsString());
        spec.add("annotations", annotations);
        Files.writeString(config, spec.toString());
        ProcessBuilder builder = new ProcessBuilder(
                        "runc",
                        "--root",
                        lab.runcRoot.toString(),
                        "restore",
                        "--detach",
                        "--image-path",
                        answer.get("imagePath").getAsString(),
                        "--work-path",
                        answer.get("workPath").getAsString(),
                        "--tcp-established",
                        "--file-locks",
                        "--bundle",
                        bundle.toString(),
                        "--pid-file",
                        bundle.resolve("pid").toString(),
                        container)
                .redirectErrorStream(true)
                .redirectOutput(bundle.resolve("out").toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment()
                .merge("PATH", answer.get("criuDirectory").getAsString(), (path, criu) -> criu + ":" + path);
        int status = builder.start().waitFor();
        return status == 0 ? "" : "runc restore ended with " + status + ": " + Files.readString(bundle.resolve("out"));
    }

    private static String text(JsonObject answer) {
        return answer.get("answer").getAsString();
    }

    private static JsonObject read(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new IOException("the agent ended the conversation");
        }
        return JsonParser.parseString(line).getAsJsonObject();
    }

    private static void write(SocketChannel channel, JsonObject message) throws IOException {
        channel.write(ByteBuffer.wrap((message + "\n").getBytes(StandardCharsets.UTF_8)));
    }
}
