package io.drover.agent.packets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The network settings of one network namespace. Source: proc_sys_net(5); each thread sees those of its own namespace. */
final class Sysctls {

    private static final Path ROOT = Path.of("/proc/sys/net");
    private static final int LONGEST = 4096;

    private final NamespaceThread namespace;

    Sysctls(NamespaceThread namespace) {
        this.namespace = namespace;
    }

    /** Reads a setting, such as {@code ipv4/conf/all/arp_ignore}. */
    Attempt<String> read(String key) {
        return namespace.call(() -> {
            // The kernel gives a number to the first read only, however little was asked for.
            try (InputStream in = Files.newInputStream(ROOT.resolve(key))) {
                return new Attempt.Worked<>(new String(in.readNBytes(LONGEST), StandardCharsets.US_ASCII).strip());
            } catch (IOException failed) {
                return refused("read", key, failed);
            }
        });
    }

    Attempt<String> write(String key, String value) {
        return namespace.call(() -> {
            try {
                Files.writeString(ROOT.resolve(key), value);
                return new Attempt.Worked<>(value);
            } catch (IOException failed) {
                return refused("write " + value + " to", key, failed);
            }
        });
    }

    private static Attempt<String> refused(String what, String key, IOException failed) {
        return new Attempt.Refused<>(PacketReason.SYSCTL_REFUSED, what + " net/" + key + ": " + failed.getMessage());
    }
}
