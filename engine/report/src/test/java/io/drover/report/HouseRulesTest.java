package io.drover.report;

import io.drover.conventions.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void thisModuleKeepsTheHouseRules() {
        HouseRules.check("io.drover.report", "io.drover.values..", "io.drover.rules..", "org.snakeyaml.engine..");
    }
}
