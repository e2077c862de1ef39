/**
 * The test cluster and the workloads on it, as somebody sees them who has a kubeconfig and a shell on the nodes. It must not know any class
 * of Drover but the custom resources.
 */
@NullMarked
package io.drover.stories.cluster;

import org.jspecify.annotations.NullMarked;
