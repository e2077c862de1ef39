package io.drover.actuators;

import io.drover.conventions.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void thisModuleKeepsTheHouseRules() {
        HouseRules.check(
                "io.drover.actuators",
                "io.drover.values..",
                "io.drover.crds..",
                "io.drover.agent.api..",
                "io.drover.agent.protocol..",
                "io.grpc..",
                "com.google.protobuf..",
                "org.slf4j..",
                "io.fabric8..");
    }
}
