package io.drover.rules;

import io.drover.conventions.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void thisModuleKeepsTheHouseRules() {
        HouseRules.check("io.drover.rules", "io.drover.values..", "org.drools..", "org.kie..", "org.snakeyaml..");
    }
}
