package io.drover.rules.explanation;

import io.drover.rules.decision.Finding;
import io.drover.rules.decision.NearMiss;
import java.util.List;

/**
 * One rejection of an action.
 *
 * @param finding the rejection, with its rule, file and line
 * @param nearMisses what would have to be different, each enough by itself
 * @param remedy what people can do about its reason; empty when the policy does not say
 */
public record Objection(Finding finding, List<NearMiss> nearMisses, String remedy) {

    public Objection {
        nearMisses = List.copyOf(nearMisses);
    }
}
