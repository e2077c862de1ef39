/**
 * Quantities, names and {@link io.drover.values.Reason}: the few types that every part of Drover shares. It must not know any other
 * part of Drover, Kubernetes or Drools.
 */
@NullMarked
package io.drover.values;

import org.jspecify.annotations.NullMarked;
