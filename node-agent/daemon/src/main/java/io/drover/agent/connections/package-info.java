/**
 * The TCP connections of a pod as its sockets see them, and on which node of the cluster the packets of each one have to be rewritten.
 * It must not know netfilter, gRPC or how a migration goes on.
 */
@NullMarked
package io.drover.agent.connections;

import org.jspecify.annotations.NullMarked;
