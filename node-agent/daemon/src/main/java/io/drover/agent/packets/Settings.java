package io.drover.agent.packets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Changes kernel settings of the node and remembers what they were, in a file that is written before the setting is. The file must be
 * gone after a boot, as the settings are.
 */
final class Settings {

    private static final String LIBERAL = "netfilter/nf_conntrack_tcp_be_liberal";
    private static final String UNACKNOWLEDGED = "netfilter/nf_conntrack_tcp_timeout_unacknowledged";
    private static final String ESTABLISHED = "netfilter/nf_conntrack_tcp_timeout_established";
    private static final String STRICT = "1";
    private static final String LOOSE = "2";

    private final Sysctls sysctls;
    private final Path file;

    Settings(Sysctls sysctls, Path stateDirectory) {
        this.sysctls = sysctls;
        this.file = stateDirectory.resolve("changed-network-settings");
    }

    /** Connection tracking no longer calls packets invalid for their sequence numbers. */
    Attempt<String> makeTrackingLiberal() {
        return change(LIBERAL, "1");
    }

    /**
     * Connection tracking no longer forgets a connection of which it sees only the client's packets sooner than another. It would after
     * five minutes without any.
     */
    Attempt<String> rememberOneWayConnections() {
        return sysctls.read(ESTABLISHED).then(established -> change(UNACKNOWLEDGED, established));
    }

    /** Packets may come in by this interface with a source address whose route leads elsewhere. */
    Attempt<String> loosenReversePath(String networkInterface) {
        String key = "ipv4/conf/" + networkInterface + "/rp_filter";
        return sysctls.read("ipv4/conf/all/rp_filter")
                .then(all -> sysctls.read(key)
                        .then(own ->
                                all.equals(LOOSE) || own.equals(LOOSE) || !(all.equals(STRICT) || own.equals(STRICT))
                                        ? new Attempt.Worked<>(own)
                                        : change(key, LOOSE)));
    }

    private Attempt<String> change(String key, String wanted) {
        return sysctls.read(key).then(now -> {
            if (now.equals(wanted)) {
                return new Attempt.Worked<>(now);
            }
            return remember(key, now)
                    .<Attempt<String>>map(refused -> refused)
                    .orElseGet(() -> sysctls.write(key, wanted));
        });
    }

    private Optional<Attempt.Refused<String>> remember(String key, String now) {
        try {
            if (!remembered().containsKey(key)) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, key + "=" + now + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
            return Optional.empty();
        } catch (IOException failed) {
            return Optional.of(new Attempt.Refused<>(PacketReason.SYSCTL_REFUSED, "write " + file + ": " + failed));
        }
    }

    /** Puts every setting back. One whose interface is gone is forgotten. */
    Attempt<Integer> putBack() {
        try {
            Map<String, String> old = remembered();
            for (Map.Entry<String, String> setting : old.entrySet()) {
                Attempt<String> written =
                        sysctls.read(setting.getKey()).then(now -> sysctls.write(setting.getKey(), setting.getValue()));
                if (written instanceof Attempt.Refused<String> refused
                        && sysctls.read(setting.getKey()) instanceof Attempt.Worked) {
                    return refused.as();
                }
            }
            Files.deleteIfExists(file);
            return new Attempt.Worked<>(old.size());
        } catch (IOException failed) {
            return new Attempt.Refused<>(PacketReason.SYSCTL_REFUSED, "read " + file + ": " + failed);
        }
    }

    private Map<String, String> remembered() throws IOException {
        var settings = new LinkedHashMap<String, String>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    settings.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
        }
        return settings;
    }
}
