/**
 * The target's side of a migration: binds a pod, answers the OCI shim, and lets the restored processes run or destroys them. It must not
 * know how an image was made or how packets are held.
 */
@NullMarked
package io.drover.agent.restore;

import org.jspecify.annotations.NullMarked;
