/**
 * Clients of the workloads in the stories, which see what a real user of a database would see. It must not know how Drover works or that
 * there is a cluster.
 */
@NullMarked
package io.drover.stories.client;

import org.jspecify.annotations.NullMarked;
