package io.drover.agent.connections;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.values.NodeName;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RewritePlannerTest {

    private static final List<ClusterNode> NODES = List.of(node("a", 1), node("b", 2), node("c", 3));

    private static ClusterNode node(String name, int number) {
        return new ClusterNode(
                new NodeName(name),
                Ipv4.parse("192.168.0." + number),
                List.of(Ipv4Range.parse("10.244." + number + ".0/24")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            LOCAL      | CLIENT      | SOURCE | TARGET | REWRITTEN ON | REPLIES FROM | UNTRACKED
            10.244.1.9 | 10.244.3.7  | a      | b      | c            | new          | true
            10.244.1.9 | 192.168.0.3 | a      | b      | c            | new          | true
            10.244.1.9 | 10.244.1.7  | a      | b      | a            | new          | true
            10.244.1.9 | 10.244.2.7  | a      | b      | b            | new          | false
            10.244.1.9 | 192.168.0.2 | a      | b      | b            | new          | false
            10.244.1.9 | 203.0.113.5 | a      | b      | a            | old          | true
            10.244.1.9 | 203.0.113.5 | a      | a      | a            | old          | false
            10.244.1.9 | 10.244.1.7  | a      | a      | a            | new          | false
            10.244.1.9 | 10.244.3.7  | a      | a      | c            | new          | true
            10.244.3.9 | 203.0.113.5 | a      | b      | c            | old          | true
            172.16.0.9 | 203.0.113.5 | a      | b      | a            | old          | true
            """)
    void everyConnectionHasOneNodeThatRewritesIt(
            String local,
            String client,
            String source,
            String target,
            String rewriter,
            String replies,
            boolean untracked) {
        // Given
        var connection = new TcpConnection(TcpEndpoint.of(local, 80), TcpEndpoint.of(client, 40_000));

        // When
        RewritePlan plan =
                new RewritePlanner(NODES).plan(List.of(connection), new NodeName(source), new NodeName(target));

        // Then
        var expected = new TreeMap<NodeName, List<TcpConnection>>();
        expected.put(new NodeName(rewriter), List.of(connection));
        var none = new TreeMap<NodeName, List<TcpConnection>>();
        assertThat(plan)
                .isEqualTo(new RewritePlan(
                        "new".equals(replies) ? expected : none,
                        "old".equals(replies) ? expected : none,
                        untracked ? List.of(connection) : List.of()));
    }
}
