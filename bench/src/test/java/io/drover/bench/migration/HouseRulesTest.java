package io.drover.bench.migration;

import io.drover.conventions.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void thisModuleKeepsTheHouseRules() {
        HouseRules.check(
                "io.drover.bench",
                "io.drover.stories..",
                "io.drover.crds..",
                "io.fabric8.kubernetes..",
                "com.fasterxml.jackson..",
                "org.awaitility..");
    }
}
