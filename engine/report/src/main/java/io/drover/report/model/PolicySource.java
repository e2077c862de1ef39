package io.drover.report.model;

import io.drover.rules.policy.SourceFile;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A policy that decided beside the built-in one, as it was written: it can be loaded again from here.
 *
 * @param name of the policy
 * @param files all of them, by path
 * @param values of its parameters that were set from outside, as they were given
 */
public record PolicySource(String name, List<SourceFile> files, Map<String, String> values) {

    public PolicySource {
        files = files.stream().sorted(Comparator.comparing(SourceFile::path)).toList();
        values = java.util.Collections.unmodifiableMap(new TreeMap<>(values));
    }
}
