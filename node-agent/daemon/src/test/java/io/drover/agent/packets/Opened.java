package io.drover.agent.packets;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a test has opened in a lab, closed in reverse order. */
final class Opened {

    private final Lab lab;
    private final List<AutoCloseable> all = new CopyOnWriteArrayList<>();

    Opened(Lab lab) {
        this.lab = lab;
    }

    <T extends AutoCloseable> T keep(T resource) {
        all.add(resource);
        return resource;
    }

    Networks networks(String node, Path state) {
        return worked(KernelNetworks.load(lab.path(node), state.resolve(node)));
    }

    NamespaceThread inside(String namespace) {
        return keep(worked(NamespaceThread.enter(worked(Libraries.load()), lab.path(namespace))));
    }

    static <T> T worked(Attempt<T> attempt) {
        return switch (attempt) {
            case Attempt.Worked<T> worked -> worked.value();
            case Attempt.Refused<T> refused ->
                throw new AssertionError(refused.reason().code() + ": " + refused.detail());
        };
    }

    void close() throws Exception {
        for (AutoCloseable one : all.reversed()) {
            one.close();
        }
    }
}
