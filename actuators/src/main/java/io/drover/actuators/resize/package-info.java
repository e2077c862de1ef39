/**
 * Resizes the containers of a running pod in place through the pod's resize subresource and reads from the pod how far kubelet is. It
 * must not know templates, plans or decisions.
 */
@NullMarked
package io.drover.actuators.resize;

import org.jspecify.annotations.NullMarked;
