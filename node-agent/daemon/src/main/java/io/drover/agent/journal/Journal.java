package io.drover.agent.journal;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.drover.agent.api.v1.Role;
import io.drover.agent.journal.v1.ColdPod;
import io.drover.agent.journal.v1.JournalEntry;
import io.drover.values.MigrationId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * One small JSON file for each migration and role, and one for each pod that was told to start cold. A write is on disk when the call
 * returns, whole or not at all. Thread safe as long as no two threads write the same entry.
 */
public final class Journal {

    private static final JsonFormat.Printer PRINTER = JsonFormat.printer();
    private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();
    private static final String SUFFIX = ".json";

    private final Path directory;
    private final Path cold;

    /** @throws UncheckedIOException when the directory cannot be made: the agent cannot start without it */
    public Journal(Path directory) {
        this.directory = directory;
        this.cold = directory.resolve("cold");
        try {
            Files.createDirectories(cold);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** Takes an entry down, in place of the one of the same migration and role. */
    public void write(JournalEntry entry) throws IOException {
        write(
                directory,
                name(
                        new MigrationId(entry.getMigration().getId()),
                        entry.getStatus().getRole()),
                entry);
    }

    /** Removes an entry; nothing happens when there is none. */
    public void forget(MigrationId migration, Role role) throws IOException {
        Files.deleteIfExists(directory.resolve(name(migration, role)));
        sync(directory);
    }

    /** Takes down that no process comes for a pod. */
    public void writeCold(ColdPod pod) throws IOException {
        write(cold, fileName(pod.getPodUid()), pod);
    }

    /** Removes the word about a pod. */
    public void forgetCold(String podUid) throws IOException {
        Files.deleteIfExists(cold.resolve(fileName(podUid)));
        sync(cold);
    }

    /** What an agent finds when it starts. */
    public Recovered recover() throws IOException {
        List<JournalEntry> entries = new ArrayList<>();
        List<ColdPod> pods = new ArrayList<>();
        List<Path> unreadable = new ArrayList<>();
        for (Path file : files(directory)) {
            JournalEntry.Builder entry = JournalEntry.newBuilder();
            if (read(file, entry)) {
                entries.add(entry.build());
            } else {
                unreadable.add(file);
            }
        }
        for (Path file : files(cold)) {
            ColdPod.Builder pod = ColdPod.newBuilder();
            if (read(file, pod)) {
                pods.add(pod.build());
            } else {
                unreadable.add(file);
            }
        }
        return new Recovered(entries, pods, unreadable);
    }

    /**
     * The journal's content.
     *
     * @param unreadable files that are no entries: never deleted, because somebody has to look at them
     */
    public record Recovered(List<JournalEntry> entries, List<ColdPod> coldPods, List<Path> unreadable) {}

    private static String name(MigrationId migration, Role role) {
        return migration.value() + "." + (role == Role.SOURCE ? "source" : "target") + SUFFIX;
    }

    private static String fileName(String podUid) {
        if (!podUid.matches("[A-Za-z0-9-]{1,100}")) {
            throw new IllegalArgumentException("a pod UID has letters, digits and dashes, was \"" + podUid + "\"");
        }
        return podUid + SUFFIX;
    }

    private static List<Path> files(Path directory) throws IOException {
        try (var list = Files.list(directory)) {
            return list.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    private static boolean read(Path file, Message.Builder into) throws IOException {
        try {
            PARSER.merge(Files.readString(file), into);
            return true;
        } catch (InvalidProtocolBufferException damaged) {
            return false;
        }
    }

    private static void write(Path directory, String name, Message message) throws IOException {
        Path next = directory.resolve(name + ".next");
        ByteBuffer bytes = ByteBuffer.wrap(PRINTER.print(message).getBytes(StandardCharsets.UTF_8));
        try (FileChannel file = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
        Files.move(next, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        sync(directory);
    }

    /** A rename is on disk only when its directory is. Source: fsync(2). */
    private static void sync(Path directory) throws IOException {
        try (FileChannel open = FileChannel.open(directory, StandardOpenOption.READ)) {
            open.force(true);
        }
    }
}
