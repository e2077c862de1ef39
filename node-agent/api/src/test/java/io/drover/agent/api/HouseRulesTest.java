package io.drover.agent.api;

import io.drover.conventions.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void thisModuleKeepsTheHouseRules() {
        HouseRules.check("io.drover.agent", "io.drover.values..", "io.grpc..", "com.google..");
    }
}
