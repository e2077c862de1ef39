package io.drover.rules.policy;

import io.drover.rules.facts.Fact;
import java.util.Map;

/**
 * A fact that rules can name.
 *
 * @param name as written in a pattern
 * @param type the record
 * @param fields by name, in the order of their declaration
 */
public record FactType(String name, Class<? extends Fact> type, Map<String, FieldPath> fields) {}
