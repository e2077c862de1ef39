/**
 * Policies as people write them, read and checked: folders of rule files in, rules over our facts out, or problems with file, line and
 * what to write instead. It must not run anything: what a policy can say is exactly what the types of this package can hold.
 */
@NullMarked
package io.drover.rules.policy;

import org.jspecify.annotations.NullMarked;
