/**
 * The program: reads the settings, makes every part, and starts them in order. It must not know how any part does its work.
 */
@NullMarked
package io.drover.operator;

import org.jspecify.annotations.NullMarked;
