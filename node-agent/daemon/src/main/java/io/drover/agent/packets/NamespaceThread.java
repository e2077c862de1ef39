package io.drover.agent.packets;

import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * A platform thread that lives in one network namespace and keeps it alive. Sockets, libnftables contexts and child processes that are
 * made on it belong to that namespace, and so do {@code /proc/sys/net} and {@code /proc/thread-self/net} as it sees them.
 *
 * <p>Source: setns(2), network_namespaces(7).
 */
final class NamespaceThread implements AutoCloseable {

    private static final int O_RDONLY = 0;
    private static final int O_CLOEXEC = 0x80000;
    private static final int CLONE_NEWNET = 0x40000000;
    private static final int EPERM = 1;

    private final ExecutorService thread;

    private NamespaceThread(ExecutorService thread) {
        this.thread = thread;
    }

    static Attempt<NamespaceThread> enter(Libraries libraries, Path namespace) {
        ExecutorService executor = Executors.newSingleThreadExecutor(
                work -> Thread.ofPlatform().name("netns " + namespace).daemon().unstarted(work));
        var thread = new NamespaceThread(executor);
        Attempt<NamespaceThread> entered = thread.call(() -> thread.setns(libraries, namespace));
        if (entered instanceof Attempt.Refused) {
            thread.close();
        }
        return entered;
    }

    private Attempt<NamespaceThread> setns(Libraries libraries, Path namespace) {
        LibC libc = libraries.libc();
        int fd = libc.open(namespace.toString(), O_RDONLY | O_CLOEXEC);
        if (fd < 0) {
            return libraries.refused(PacketReason.NETWORK_NAMESPACE_GONE, "open " + namespace, libraries.errno());
        }
        int result = libc.setns(fd, CLONE_NEWNET);
        int errno = libraries.errno();
        libc.close(fd);
        if (result == 0) {
            return new Attempt.Worked<>(this);
        }
        PacketReason reason =
                errno == EPERM ? PacketReason.NETWORK_NAMESPACE_CLOSED : PacketReason.NETWORK_NAMESPACE_GONE;
        return libraries.refused(reason, "setns " + namespace, errno);
    }

    /** Runs work in the namespace and waits for it. */
    <T> T call(Supplier<T> work) {
        try {
            return thread.submit(work::get).get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for work in a network namespace", interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("work in a network namespace failed", failed.getCause());
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
