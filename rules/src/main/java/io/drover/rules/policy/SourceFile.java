package io.drover.rules.policy;

/**
 * One file of a policy.
 *
 * @param path within the policy's folder, with slashes
 * @param text its content
 */
public record SourceFile(String path, String text) {}
