/**
 * Reads the operator's settings from its environment, all at once, and says everything that is wrong with them. It must not know what
 * any setting is used for.
 */
@NullMarked
package io.drover.operator.settings;

import org.jspecify.annotations.NullMarked;
