package io.drover.values;

import io.drover.conventions.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void thisModuleKeepsTheHouseRules() {
        HouseRules.check("io.drover.values");
    }
}
