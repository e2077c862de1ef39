/**
 * The command {@code drover}, one class per subcommand. It must not change anything in a cluster, and does not know how actions are
 * carried out.
 */
@NullMarked
package io.drover.cli;

import org.jspecify.annotations.NullMarked;
