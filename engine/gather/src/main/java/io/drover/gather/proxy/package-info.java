/**
 * Inspections for those who cannot reach agents themselves: the operator answers, the command line asks it through the API server. It
 * must not know how agents are called, nor rules.
 */
@NullMarked
package io.drover.gather.proxy;

import org.jspecify.annotations.NullMarked;
