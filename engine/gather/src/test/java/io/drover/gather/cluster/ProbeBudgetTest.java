package io.drover.gather.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeBudgetTest {

    /** A probe is kind, period in seconds and threshold; a question mark leaves it to the default of Kubernetes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "-", textBlock = """
            LIVENESS  | STARTUP   | STARTED | BUDGET
            -         | -         | true    | -
            exec 1 1  | -         | true    | -
            http 5 3  | -         | true    | PT15S
            tcp 1 3   | -         | true    | PT3S
            grpc ? ?  | -         | true    | PT30S
            http 5 3  | tcp 1 10  | false   | PT10S
            http 5 3  | tcp 1 10  | true    | PT15S
            exec 1 1  | http 2 2  | false   | PT4S
            """)
    void theLeastProbeThatCountsLimitsTheFreeze(String liveness, String startup, boolean started, Duration budget) {
        // Given
        Pod pod = new PodBuilder()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .withLivenessProbe(probe(liveness))
                .withStartupProbe(probe(startup))
                .endContainer()
                .endSpec()
                .withNewStatus()
                .addNewContainerStatus()
                .withName("main")
                .withStarted(started)
                .endContainerStatus()
                .endStatus()
                .build();
        // When
        Optional<Duration> computed = ProbeBudget.of(pod);
        // Then
        assertThat(computed).isEqualTo(Optional.ofNullable(budget));
    }

    private static Probe probe(String written) {
        if (written == null) {
            return null;
        }
        String[] parts = written.split(" ", -1);
        ProbeBuilder probe = new ProbeBuilder();
        switch (parts[0]) {
            case "http" -> probe.withNewHttpGet().withPort(new IntOrString(80)).endHttpGet();
            case "tcp" -> probe.withNewTcpSocket().withPort(new IntOrString(80)).endTcpSocket();
            case "grpc" -> probe.withNewGrpc().withPort(80).endGrpc();
            default -> probe.withNewExec().withCommand("true").endExec();
        }
        if (!parts[1].equals("?")) {
            probe.withPeriodSeconds(Integer.valueOf(parts[1])).withFailureThreshold(Integer.valueOf(parts[2]));
        }
        return probe.build();
    }
}
