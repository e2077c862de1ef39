package io.drover.crds;

import io.drover.conventions.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void thisModuleKeepsTheHouseRules() {
        HouseRules.check("io.drover.crds", "io.fabric8..", "com.fasterxml.jackson..");
    }
}
