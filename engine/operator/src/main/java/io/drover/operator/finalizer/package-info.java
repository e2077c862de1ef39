/** Keeps resources from being deleted while that would leave something behind. It must not know what that is. */
@NullMarked
package io.drover.operator.finalizer;

import org.jspecify.annotations.NullMarked;
