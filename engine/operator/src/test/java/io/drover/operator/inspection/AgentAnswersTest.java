package io.drover.operator.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.agent.api.ProtocolVersion;
import io.drover.agent.api.v1.NodeStatus;
import io.drover.rules.facts.Agent;
import io.drover.rules.facts.Observed;
import io.drover.values.NodeName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentAnswersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            NEWER BY | SPEAKS OUR VERSION
            0        | true
            1        | false
            -1       | false
            """)
    void anAgentOfAnotherVersionIsKnownForIt(int newer, boolean ours) {
        // Given
        NodeStatus status = NodeStatus.newBuilder()
                .setProtocolVersion(ProtocolVersion.CURRENT + newer)
                .setAgentVersion("3.1")
                .build();
        // When
        Agent agent = AgentAnswers.agent(new NodeName("node-a"), status);
        // Then
        assertThat(agent.speaksOurVersion()).isEqualTo(Observed.of(ours));
        assertThat(agent.version()).isEqualTo(Observed.of("3.1"));
    }
}
