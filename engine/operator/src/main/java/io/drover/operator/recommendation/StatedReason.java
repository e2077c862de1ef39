package io.drover.operator.recommendation;

import io.drover.values.Reason;

/**
 * A reason read back from a resource: its enum is another program's or an older version's.
 *
 * @param code as written
 */
record StatedReason(String code) implements Reason {}
