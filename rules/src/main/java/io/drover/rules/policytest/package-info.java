/**
 * Runs the tests that a policy brings along: facts in, decision compared, coverage counted. It must not know how results are shown, nor
 * read files by itself.
 */
@NullMarked
package io.drover.rules.policytest;

import org.jspecify.annotations.NullMarked;
