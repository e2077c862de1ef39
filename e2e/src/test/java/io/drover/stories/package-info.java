/**
 * What people who own workloads and clusters experience, each story against the real test cluster. It must not know any class of Drover but
 * the custom resources.
 */
@NullMarked
package io.drover.stories;

import org.jspecify.annotations.NullMarked;
