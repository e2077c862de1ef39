/**
 * The contract between the node agent and the OCI shim: one JSON object per line over a unix socket, described in
 * {@code docs/handover.md}. It must not know how either side does its work.
 */
@NullMarked
package io.drover.agent.handover;

import org.jspecify.annotations.NullMarked;
