package io.drover.cli;

import io.drover.conventions.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void thisModuleKeepsTheHouseRules() {
        HouseRules.check(
                "io.drover.cli",
                "io.drover.values..",
                "io.drover.rules..",
                "io.drover.crds..",
                "io.drover.gather..",
                "io.drover.report..",
                "io.fabric8..",
                "picocli..");
    }
}
