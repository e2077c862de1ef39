/**
 * What can be known before a migration: what this node can do, and what speaks against dumping a container. It changes nothing and must
 * not know migrations.
 */
@NullMarked
package io.drover.agent.preflight;

import org.jspecify.annotations.NullMarked;
