package io.drover.rules.facts;

import io.drover.values.ContainerName;

/**
 * One thing that speaks against dumping a container, found by the agent.
 *
 * @param container which container
 * @param reason the agent's code, such as {@code IoUring} or {@code MissingCapSysResource}
 * @param message what was found
 */
public record Obstacle(ContainerName container, String reason, String message) implements Fact {}
