/**
 * Asks node agents over gRPC what they see, and turns their answers into facts. It must not know what is decided from them, and it sends
 * no command that changes anything.
 */
@NullMarked
package io.drover.operator.inspection;

import org.jspecify.annotations.NullMarked;
