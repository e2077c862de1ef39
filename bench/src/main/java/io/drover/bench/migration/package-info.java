/**
 * How long a process stands still and its client waits when Drover moves it, beside CRIU alone in the same run. It must not know how Drover
 * works: figures come from statuses, from the client and from the clock of a node.
 */
@NullMarked
package io.drover.bench.migration;

import org.jspecify.annotations.NullMarked;
