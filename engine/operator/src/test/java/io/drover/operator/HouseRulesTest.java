package io.drover.operator;

import io.drover.conventions.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void thisModuleKeepsTheHouseRules() {
        HouseRules.check(
                "io.drover.operator",
                "io.drover.values..",
                "io.drover.rules..",
                "io.drover.crds..",
                "io.drover.actuators..",
                "io.drover.gather..",
                "io.drover.report..",
                "io.drover.agent.api..",
                "io.fabric8..",
                "io.javaoperatorsdk..",
                "io.micrometer..",
                "io.grpc..",
                "com.google.protobuf..",
                "com.google.common..",
                "com.fasterxml.jackson..",
                "com.sun.net.httpserver..",
                "org.bouncycastle..",
                "ch.qos.logback..",
                "org.slf4j..");
    }
}
