/**
 * Builds the facts of rules from Kubernetes objects; the functions from objects to facts are pure, and one interface yields the objects.
 * It must not know policies or decisions, and it never writes to a cluster.
 */
@NullMarked
package io.drover.gather.cluster;

import org.jspecify.annotations.NullMarked;
