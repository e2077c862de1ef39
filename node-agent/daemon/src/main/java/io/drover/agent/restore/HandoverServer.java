package io.drover.agent.restore;

import io.drover.agent.handover.Answer;
import io.drover.agent.handover.Question;
import io.drover.agent.node.LogKeys;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on the unix socket that OCI shims come to; one thread for each of them, for the time of one create. */
public final class HandoverServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HandoverServer.class);
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(3);

    private final ServerSocketChannel server;
    private final Path socket;
    private final Shims shims;

    private HandoverServer(ServerSocketChannel server, Path socket, Shims shims) {
        this.server = server;
        this.socket = socket;
        this.shims = shims;
    }

    /** Listens at once. What an earlier agent left at this path is replaced. */
    public static HandoverServer start(Path socket, Shims shims) throws IOException {
        Files.createDirectories(socket.getParent());
        Path next = socket.resolveSibling(socket.getFileName() + ".next");
        Files.deleteIfExists(next);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        channel.bind(UnixDomainSocketAddress.of(next));
        Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-------"));
        // Renamed when it is for root only: a shim never finds one that is not.
        Files.move(next, socket, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        HandoverServer started = new HandoverServer(channel, socket, shims);
        Thread.ofPlatform().daemon().name("handover").start(started::accept);
        return started;
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel connection = server.accept();
                Thread.ofPlatform().daemon().name("handover-shim").start(() -> converse(connection));
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException refused) {
                LOG.atWarn().addKeyValue(LogKeys.DETAIL, refused).log("a shim could not be accepted");
            }
        }
    }

    private void converse(SocketChannel connection) {
        Question asked = null;
        try (connection) {
            BufferedReader lines = new BufferedReader(
                    new InputStreamReader(Channels.newInputStream(connection), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                switch (HandoverLines.parse(line)) {
                    case HandoverLines.NotUnderstood(String message) ->
                        write(connection, new Answer.Fail(RestoreReason.HANDOVER_NOT_UNDERSTOOD.code(), message));
                    case HandoverLines.Asked(Question question) -> {
                        asked = question;
                        answer(connection, question);
                    }
                    case HandoverLines.Told(var report) -> {
                        Answer answer = asked == null
                                ? new Answer.Fail(
                                        RestoreReason.HANDOVER_NOT_UNDERSTOOD.code(), "a report comes after a question")
                                : shims.report(asked, report);
                        write(connection, answer);
                    }
                }
            }
        } catch (IOException lost) {
            LOG.atInfo()
                    .addKeyValue(LogKeys.CONTAINER, name(asked))
                    .addKeyValue(LogKeys.DETAIL, lost)
                    .log("a shim was lost");
        } finally {
            if (asked != null) {
                shims.left(asked);
            }
        }
    }

    private void answer(SocketChannel connection, Question question) throws IOException {
        Answer answer = shims.answer(question, Duration.ZERO);
        LOG.atInfo()
                .addKeyValue(LogKeys.POD, question.podNamespace() + "/" + question.podName())
                .addKeyValue(LogKeys.CONTAINER, question.containerName())
                .addKeyValue(LogKeys.ANSWER, answer)
                .log("a shim asks");
        while (answer instanceof Answer.Wait) {
            // A shim that has gone shows here: the write fails.
            write(connection, answer);
            answer = shims.answer(question, SIGN_OF_LIFE);
        }
        write(connection, answer);
        LOG.atInfo()
                .addKeyValue(LogKeys.CONTAINER, question.containerName())
                .addKeyValue(LogKeys.ANSWER, answer)
                .log("a shim is answered");
    }

    private static String name(@Nullable Question question) {
        return question == null ? "" : question.containerName();
    }

    private static void write(SocketChannel connection, Answer answer) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(HandoverLines.write(answer).getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            connection.write(bytes);
        }
    }
}
