package io.drover.rules.decision;

/**
 * What would have to be different for one finding not to be made.
 *
 * @param finding the finding
 * @param field the field of the fact that the rule compares, such as {@code Container.resident}
 * @param actual its value
 * @param limit what the rule compares it with
 */
public record NearMiss(Finding finding, String field, String actual, String limit) {}
