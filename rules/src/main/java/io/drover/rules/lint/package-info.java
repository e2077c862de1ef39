/**
 * Looks for what is allowed in a policy and yet probably not meant: conditions that never hold, rules without tests, names that nobody
 * uses. It must not decide anything, nor know how its findings are shown.
 */
@NullMarked
package io.drover.rules.lint;

import org.jspecify.annotations.NullMarked;
