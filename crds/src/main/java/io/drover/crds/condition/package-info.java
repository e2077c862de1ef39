/** Conditions as Kubernetes means them, shared by all custom resources. It must not know what any condition is about. */
@NullMarked
package io.drover.crds.condition;

import org.jspecify.annotations.NullMarked;
