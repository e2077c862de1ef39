package io.drover.rules.explanation;

import java.util.List;

/** What would be decided if some facts were others. */
public sealed interface WhatIf {

    /**
     * The answer.
     *
     * @param before what is decided on the facts as they are
     * @param after what would be decided on the changed ones
     */
    record Answered(Explanation before, Explanation after) implements WhatIf {

        /** Whether any pod would get another action. */
        public boolean changesAnAction() {
            return !before.plan().decisions().stream()
                    .map(decision -> decision.action())
                    .toList()
                    .equals(after.plan().decisions().stream()
                            .map(decision -> decision.action())
                            .toList());
        }
    }

    /** The changes mean nothing; every problem, in the order in which the changes were written. */
    record Refused(List<String> problems) implements WhatIf {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
