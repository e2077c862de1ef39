/**
 * Stamps pods that may become the target of a move while the API server creates them, and keeps the webhook's certificates. It must not
 * know how a move goes on afterwards, and it writes to no object that it is asked about.
 */
@NullMarked
package io.drover.operator.admission;

import org.jspecify.annotations.NullMarked;
