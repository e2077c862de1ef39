package io.drover.rules.policy;

import java.util.List;

/** What came of reading a policy. */
public sealed interface LoadResult {

    /** It is in order. */
    record Loaded(Policy policy) implements LoadResult {}

    /** It is refused as a whole; every problem that was found, in the order of files and lines, at least one. */
    record Refused(List<Problem> problems) implements LoadResult {
        public Refused {
            problems = problems.stream().sorted().distinct().toList();
        }
    }
}
