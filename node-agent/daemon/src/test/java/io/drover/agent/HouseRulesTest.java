package io.drover.agent;

import io.drover.conventions.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void thisModuleKeepsTheHouseRules() {
        HouseRules.check(
                "io.drover.agent",
                "io.drover.values..",
                "io.drover.agent..",
                "jdk.net..",
                "jnr.ffi..",
                "io.grpc..",
                "com.google.protobuf..",
                "com.google.gson..",
                "org.slf4j..",
                "ch.qos.logback..");
    }
}
