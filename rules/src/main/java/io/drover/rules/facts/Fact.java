package io.drover.rules.facts;

/** What a rule can write as a pattern: {@code Container( resident > "8Gi" )}. The list is closed: it is the vocabulary of policies. */
public sealed interface Fact
        permits Agent,
                Clock,
                Cluster,
                Container,
                Feature,
                Freeze,
                History,
                Node,
                Obstacle,
                Pod,
                Recommendation,
                Resize,
                TargetNode,
                Workload {}
