package io.drover.agent.packets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** What of the machine keeps the tests of this package from running. */
final class KernelCapability {

    private KernelCapability() {}

    /** Skips the test, with the reason printed, when namespaces cannot be made here. */
    static void require() {
        lacking().ifPresent(reason -> {
            System.out.println("SKIPPED: " + reason);
            Assumptions.abort(reason);
        });
    }

    private static Optional<String> lacking() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of("network namespaces need root, this is " + System.getProperty("user.name"));
        }
        for (String program : new String[] {"ip", "nft"}) {
            if (!Files.exists(Path.of("/usr/sbin", program)) && !Files.exists(Path.of("/sbin", program))) {
                return Optional.of("the program " + program + " is not installed");
            }
        }
        return Libraries.load() instanceof Attempt.Refused<Libraries> refused
                ? Optional.of(refused.detail())
                : Optional.empty();
    }
}
