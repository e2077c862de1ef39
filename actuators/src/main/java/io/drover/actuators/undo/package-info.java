/**
 * Debts: what is owed to a workload after a crash, written down before the act that makes it owed, and paid. It must not know how the
 * decision behind the act was made.
 */
@NullMarked
package io.drover.actuators.undo;

import org.jspecify.annotations.NullMarked;
