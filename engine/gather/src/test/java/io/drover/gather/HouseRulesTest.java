package io.drover.gather;

import io.drover.conventions.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void thisModuleKeepsTheHouseRules() {
        HouseRules.check(
                "io.drover.gather",
                "io.drover.values..",
                "io.drover.rules..",
                "io.drover.crds..",
                "io.fabric8..",
                "com.fasterxml.jackson..",
                "org.snakeyaml.engine..");
    }
}
