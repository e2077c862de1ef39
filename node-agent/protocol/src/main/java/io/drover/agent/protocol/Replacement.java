package io.drover.agent.protocol;

import io.drover.values.NodeName;
import io.drover.values.PodUid;

/** The pod object that a migration was bound to, and its node. */
public record Replacement(PodUid pod, NodeName node) {}
