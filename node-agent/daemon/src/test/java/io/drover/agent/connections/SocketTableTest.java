package io.drover.agent.connections;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SocketTableTest {

    private static final String HEADING =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";
    private static final String REST = " 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0";

    @Test
    void listenersAndConnectionsAreReadAndOthersLeftOut() {
        // Given
        List<String> tcp = List.of(
                HEADING,
                "   0: 00000000:1F90 00000000:0000 0A" + REST,
                "   1: 0A024D0A:1F90 0A014D0A:C350 01" + REST,
                "   2: 0A024D0A:1F90 0B014D0A:C351 08" + REST,
                "   3: 0A024D0A:1F90 0C014D0A:C352 06" + REST,
                "   4: 0A024D0A:1F90 0D014D0A:C353 03" + REST,
                "   5: 0100007F:1F90 0100007F:C354 01" + REST);

        // When
        PodSockets sockets = SocketTable.parse(tcp, List.of());

        // Then
        assertThat(sockets.listening()).containsExactly(TcpEndpoint.of("0.0.0.0", 8080));
        assertThat(sockets.connectionsToOthers())
                .extracting(TcpConnection::toString)
                .containsExactly("10.77.2.10:8080 <- 10.77.1.10:50000", "10.77.2.10:8080 <- 10.77.1.11:50001");
        assertThat(sockets.connections()).hasSize(3);
        assertThat(sockets.ownAddresses()).containsExactly(Ipv4.parse("10.77.2.10"));
        assertThat(sockets.accepted(sockets.connections().get(0))).isTrue();
    }

    @Test
    void whatNoProcessHasAnyMoreIsNotAmongTheConnections() {
        // Given
        String withoutProcess = REST.replaceFirst("0 1 1 0 100", "0 0 1 0 100");
        List<String> tcp = List.of(
                HEADING,
                "   0: 0A024D0A:1F90 0A014D0A:C350 04" + withoutProcess,
                "   1: 0A024D0A:1F90 0B014D0A:C351 05" + REST,
                "   2: 0A024D0A:1F90 0C014D0A:C352 01" + withoutProcess);

        // When
        PodSockets sockets = SocketTable.parse(tcp, List.of());

        // Then
        assertThat(sockets.abandoned())
                .extracting(TcpConnection::toString)
                .containsExactly("10.77.2.10:8080 <- 10.77.1.10:50000");
        assertThat(sockets.connections()).hasSize(2);
    }

    @Test
    void mappedAddressesCountAsIpv4AndTrueIpv6IsNamed() {
        // Given
        List<String> tcp6 = List.of(
                HEADING,
                "   0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A" + REST,
                "   1: 0000000000000000FFFF00000A024D0A:1F90 0000000000000000FFFF00000A014D0A:C350 01" + REST,
                "   2: 000080FE00000000FF005450B6AD1DFE:1F90 000080FE00000000FF005450B6AD1DFF:C350 01" + REST,
                "   3: 00000000000000000000000001000000:1F90 00000000000000000000000001000000:C350 01" + REST);

        // When
        PodSockets sockets = SocketTable.parse(List.of(HEADING), tcp6);

        // Then
        assertThat(sockets.listening()).containsExactly(TcpEndpoint.of("0.0.0.0", 8080));
        assertThat(sockets.connections())
                .extracting(TcpConnection::toString)
                .containsExactly("10.77.2.10:8080 <- 10.77.1.10:50000");
        assertThat(sockets.ipv6()).singleElement().asString().contains("B6AD1DFF:C350");
    }
}
