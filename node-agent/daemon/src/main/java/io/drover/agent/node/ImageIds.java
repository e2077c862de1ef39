package io.drover.agent.node;

import java.util.Optional;

/** Knows which image a container was created from. */
@FunctionalInterface
public interface ImageIds {

    /** The config digest of the container's image, {@code sha256:...}, or empty when the runtime does not say. */
    Optional<String> of(String container);
}
