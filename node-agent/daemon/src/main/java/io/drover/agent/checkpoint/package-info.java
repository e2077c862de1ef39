/**
 * The source's side of a migration: freeze, dump, send, and either thaw or wait for the pod's end. It must not know how a packet is
 * dropped or an image written at the other end.
 */
@NullMarked
package io.drover.agent.checkpoint;

import org.jspecify.annotations.NullMarked;
