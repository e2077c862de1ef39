/**
 * What goes with the generated messages of the node agent's API: tickets, which prove that a command comes from the operator.
 * It knows neither how a command is carried out nor how keys are stored.
 */
@NullMarked
package io.drover.agent.api;

import org.jspecify.annotations.NullMarked;
