package io.drover.rules.policy;

/**
 * A reason that a policy declares in its {@code policy.yaml}.
 *
 * @param code CamelCase
 * @param description what it means
 * @param remedy what to do about it; may be empty
 * @param waivable a recommendation may override it
 */
public record DeclaredReason(String code, String description, String remedy, boolean waivable) {}
