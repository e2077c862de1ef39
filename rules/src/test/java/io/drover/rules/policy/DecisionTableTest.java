package io.drover.rules.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionTableTest {

    private static final String MANIFEST = """
            name: mine
            description: a policy
            parameters:
              - name: team
                type: text
                default: shop
            reasons:
              - code: FreezeWindow
                description: nothing is changed
            """;
    private static final String TABLE = """
            RuleTable freeze windows
            NAME,METADATA,CONDITION,CONDITION,CONDITION,ACTION
            ,,Clock,Clock,Workload,
            ,reason( $param ),"localDate >= ""$param""\","localDate <= ""$param""\","namespaceLabels[""team""] == $param","decision.rejectAll(""$param"");"
            window,reason,first day,last day,team,message
            christmas,FreezeWindow,2026-12-20,2027-01-02,parameter.team,"the shop sells ""presents""\"
            audit,FreezeWindow,2026-03-01,2026-03-14,,the auditors are here
            """;

    @Test
    void everyRowIsARuleInItsLine() {
        // When
        LoadResult result = load(TABLE);
        // Then
        assertThat(result).isInstanceOfSatisfying(LoadResult.Loaded.class, loaded -> {
            assertThat(loaded.policy().rules()).extracting(RuleDefinition::name).containsExactly("christmas", "audit");
            assertThat(loaded.policy().rules()).extracting(RuleDefinition::line).containsExactly(6, 7);
            assertThat(loaded.policy().rules())
                    .extracting(rule -> rule.conditions().size())
                    .containsExactly(3, 2);
            assertThat(loaded.policy().rules().getFirst().message().value(new Object[0]))
                    .isEqualTo("the shop sells \"presents\"");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " ~ ", useHeadersInDisplayName = true, textBlock = """
            INSTEAD OF ~ THERE IS ~ TOLD
            2026-12-20 ~ 2026-13-20 ~ a.csv:6: "2026-13-20" is not a day such as "2026-12-24"
            audit,FreezeWindow ~ audit,Freezing ~ a.csv:7: the reason "Freezing" is not declared; declare it in policy.yaml: reasons: - code: Freezing
            parameter.team ~ parameter.tem ~ a.csv:6: the parameter "tem" is not declared; did you mean team?
            audit,FreezeWindow ~ christmas,FreezeWindow ~ a.csv:7: there are two rules "christmas"; give each a name of its own
            RuleTable freeze ~ Import,java.lang.Runtime\\nRuleTable freeze ~ a.csv:1: "Import" is not allowed above a table; begin with RuleTable and its name; a line with RuleSet alone may stand above
            RuleTable freeze ~ Functions,function void x() {}\\nRuleTable freeze ~ a.csv:1: "Functions" is not allowed above a table; begin with RuleTable and its name; a line with RuleSet alone may stand above
            RuleTable freeze ~ Variables,java.util.List list\\nRuleTable freeze ~ a.csv:1: "Variables" is not allowed above a table; begin with RuleTable and its name; a line with RuleSet alone may stand above
            RuleTable freeze ~ RuleSet,x\\nSequential,true\\nRuleTable freeze ~ a.csv:2: "Sequential" is not allowed above a table; begin with RuleTable and its name; a line with RuleSet alone may stand above
            RuleTable freeze ~ Fable freeze ~ a.csv:1: "Fable freeze windows" is not allowed above a table; begin with RuleTable and its name; a line with RuleSet alone may stand above
            NAME,METADATA ~ PRIORITY,METADATA ~ a.csv:
            NAME,METADATA ~ NO-LOOP,METADATA ~ a.csv:
            parameter.team ~ name.getClass() ~ a.csv:6:
            parameter.team ~ "x"" ) eval( true ) Pod( name == ""y" ~ a.csv:6:
            the auditors are here ~ "x"" ); Runtime.getRuntime().exec( ""id" ~ none
            decision.rejectAll( ~ Runtime.getRuntime().exec( ~ a.csv:6: a rule may only call decision, found "Runtime"; write decision.reject(LIVE_MIGRATION, "why");
            decision.rejectAll(""$param""); ~ decision.rejectAll(""$param""); decision.rejectAll(""b""); ~ a.csv:6: a rule makes one call, found "decision" after it; write a second rule
            reason( $param ) ~ author( $param ) ~ a.csv:6: "@author" is not allowed in a policy; only @reason( Code ) is
            ,,Clock,Clock ~ ,,java.lang.Runtime,Clock ~ a.csv:6: there is no fact "java.lang.Runtime"
            ,,Clock,Clock ~ ,,eval,Clock ~ a.csv:6:
            """)
    void aCellCannotSayMoreThanARule(String instead, String written, String told) {
        // When
        LoadResult result = load(TABLE.replace(instead, written.replace("\\n", "\n")));
        // Then
        if (told.equals("none")) {
            assertThat(result).isInstanceOf(LoadResult.Loaded.class);
        } else {
            assertThat(result)
                    .isInstanceOfSatisfying(
                            LoadResult.Refused.class,
                            refused -> assertThat(refused.problems())
                                    .extracting(Problem::toString)
                                    .anyMatch(problem -> problem.startsWith(told)));
        }
    }

    private static LoadResult load(String table) {
        return new PolicyLoader()
                .load(List.of(new SourceFile("policy.yaml", MANIFEST), new SourceFile("a.csv", table)));
    }
}
