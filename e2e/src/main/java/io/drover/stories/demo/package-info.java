/**
 * The demonstration that {@code make demo} shows: a Redis that moves while a client counts. It must not know how Drover works; every figure
 * in its result was measured from outside or read from a status.
 */
@NullMarked
package io.drover.stories.demo;

import org.jspecify.annotations.NullMarked;
