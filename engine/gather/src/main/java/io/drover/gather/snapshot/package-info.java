/**
 * A cluster as a directory of manifests, with what agents said in a file beside them: written from a live view, read as one. It must not
 * know what is decided from it, and no Secret and no value of an environment variable ever gets into it.
 */
@NullMarked
package io.drover.gather.snapshot;

import org.jspecify.annotations.NullMarked;
