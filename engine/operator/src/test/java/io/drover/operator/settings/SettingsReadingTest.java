package io.drover.operator.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsReadingTest {

    @Test
    void nothingHasToBeSet() {
        // When
        SettingsReading.Result result = SettingsReading.read(Map.of("PATH", "/bin"));
        // Then
        assertThat(result).isInstanceOfSatisfying(SettingsReading.Result.Read.class, read -> {
            assertThat(read.settings().namespace()).isEqualTo("drover-system");
            assertThat(read.settings().agentPort()).isEqualTo(7443);
            assertThat(read.settings().freshSidecars()).containsExactly("istio-proxy");
        });
    }

    @Test
    void everyProblemIsNamedAtOnce() {
        // Given
        Map<String, String> environment = Map.of(
                "DROVER_HTTP_PORT", "80800",
                "DROVER_LEADER_ELECTION", "yes",
                "DROVER_ZONE", "Mars/Olympus",
                "DROVER_LOGLEVEL", "debug");
        // When
        SettingsReading.Result result = SettingsReading.read(environment);
        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        SettingsReading.Result.Unreadable.class,
                        unreadable -> assertThat(unreadable.problems())
                                .satisfiesExactlyInAnyOrder(
                                        problem -> assertThat(problem)
                                                .isEqualTo(
                                                        "DROVER_HTTP_PORT is \"80800\", it must be a port from 1 to 65535"),
                                        problem -> assertThat(problem)
                                                .isEqualTo(
                                                        "DROVER_LEADER_ELECTION is \"yes\", it must be true or false"),
                                        problem -> assertThat(problem).startsWith("DROVER_ZONE is \"Mars/Olympus\""),
                                        problem -> assertThat(problem)
                                                .startsWith("DROVER_LOGLEVEL is not a setting")
                                                .contains("DROVER_LOG_LEVEL")));
    }
}
