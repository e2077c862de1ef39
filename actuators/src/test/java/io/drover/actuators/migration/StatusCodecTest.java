package io.drover.actuators.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.crds.migration.v1alpha1.MigrationFailure;
import org.junit.jupiter.api.Test;

class StatusCodecTest {

    @Test
    void whatAnAgentRefusesWithoutNamingAStageFitsTheSchema() {
        // Given
        var refusal = io.drover.agent.api.v1.Failure.newBuilder()
                .setReason("TicketForged")
                .setMessage("m".repeat(5000))
                .build();
        // When
        MigrationFailure written = StatusCodec.written(AgentReports.failure(refusal));
        // Then
        assertThat(written).isEqualTo(new MigrationFailure("Preparing", "TicketForged", "m".repeat(4096)));
    }

    @Test
    void aRefusalThatSaysNothingFitsTheSchemaToo() {
        // Given
        var refusal = io.drover.agent.api.v1.Failure.getDefaultInstance();
        // When
        MigrationFailure written = StatusCodec.written(AgentReports.failure(refusal));
        // Then
        assertThat(written.stage()).isNotBlank();
        assertThat(written.reason()).isNotBlank();
        assertThat(written.message()).isNotBlank();
    }
}
