/**
 * Images on their way from one agent to another, and the small requests between agents. It must not know what an image means or when it
 * is sent.
 */
@NullMarked
package io.drover.agent.transfer;

import org.jspecify.annotations.NullMarked;
