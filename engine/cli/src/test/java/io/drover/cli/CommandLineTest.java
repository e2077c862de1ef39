package io.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    private static final String SHOP = "src/test/resources/io/drover/cli/shop";
    private static final String STRICT = "src/test/resources/io/drover/cli/strict";
    private static final String EXAMPLE = "../../policies-examples/business-hours";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            ARGUMENTS                                                   | EXIT
            evaluate --state SHOP redis-larger                          | 0
            evaluate --state SHOP -n shop redis-larger                  | 0
            evaluate --state SHOP -n other                              | 0
            evaluate --state SHOP                                       | 1
            evaluate --state SHOP -o json                               | 1
            evaluate --state SHOP -o yaml                               | 1
            evaluate --state SHOP --fail-on restart                     | 0
            evaluate --state /nowhere                                   | 3
            evaluate --state SHOP --policy /nowhere                     | 3
            evaluate --state SHOP --polcy x                             | 3
            evaluate --state SHOP --policy SHOP/shop.yaml               | 3
            evaluate --state SHOP/shop.yaml                             | 3
            evaluate --state SHOP nobody                                | 3
            evaluate --kubeconfig SHOP                                  | 3
            evaluate --kubeconfig SHOP/shop.yaml                        | 3
            evaluate --state SHOP -o xml                                | 3
            evaluate --kubeconfig /nowhere                              | 3
            evaluate --state SHOP -o html                               | 1
            evaluate --state SHOP redis-larger -o junit                 | 0
            evaluate --state SHOP --set hours=7                         | 2
            evaluate --state SHOP --policy EXAMPLE --set nothing        | 2
            evaluate --state SHOP --policy EXAMPLE --values /nowhere    | 3
            evaluate --replay /nowhere                                  | 3
            evaluate --replay SHOP/shop.yaml                            | 2
            explain deployment/redis --state SHOP                       | 0
            explain redis-moved --state SHOP                            | 0
            explain deployment/nobody --state SHOP                      | 3
            explain pod/redis --state SHOP                              | 3
            explain redis-moved --state SHOP --what-if pod.x=1          | 2
            diff none EXAMPLE --state SHOP                              | 0
            diff none STRICT --state SHOP                               | 1
            diff none STRICT --state SHOP -o json                       | 1
            diff none /nowhere --state SHOP                             | 3
            diff none                                                   | 3
            reasons                                                     | 0
            test STRICT                                                 | 0
            test STRICT --coverage=100                                  | 0
            test STRICT --coverage=101                                  | 3
            test SHOP                                                   | 2
            test /nowhere                                               | 3
            test                                                        | 3
            lint STRICT                                                 | 0
            lint STRICT -o json                                         | 0
            lint /nowhere                                               | 3
            reasons ImageMismatch -o yaml                               | 0
            reasons Nonsense                                            | 3
            snapshot                                                    | 3
            snapshot SHOP --kubeconfig /nowhere                         | 3
            version                                                     | 0
            evaluate --help                                             | 0
            completion                                                  | 0
            completion --help                                           | 0
            help evaluate                                               | 0
            nonsense                                                    | 3
            ''                                                          | 3
            """)
    void theExitCodeTellsHowItWent(String arguments, int exit) {
        // When
        int code = run(
                arguments.isEmpty()
                        ? new String[0]
                        : arguments
                                .replace("SHOP", SHOP)
                                .replace("EXAMPLE", EXAMPLE)
                                .replace("STRICT", STRICT)
                                .split(" ", -1));
        // Then
        assertThat(code).isEqualTo(exit);
        assertThat(err.toString()).doesNotContain("\tat ").doesNotContain("mistake in drover");
        assertThat(err.toString().isBlank()).isEqualTo(exit < 2);
    }

    @Test
    void whatWouldBeDoneAndWhyIsSaidForEachPod() {
        // When
        run("evaluate", "--state", SHOP);
        // Then
        assertThat(out.toString())
                .contains("shop       redis-larger    Deployment/redis  redis-1-abcde  InPlaceResize  -")
                .contains("FallbackNone: spec.fallback is None  [feasibility/rolling-restart.drl:3]")
                .contains("AgentUnknown: whether an agent answers on node-a is unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "json", "yaml"})
    void theSameInputGivesTheSameReport(String format, @TempDir Path folder) throws IOException {
        // Given
        Files.copy(Path.of(SHOP, "shop.yaml"), folder.resolve("shop.yaml"));
        Files.writeString(folder.resolve("snapshot.yaml"), "serverVersion: 1.35.4\ntakenAt: 2026-11-20T03:00:00Z\n");
        run("evaluate", "--state", folder.toString(), "-o", format);
        String first = out.toString();
        out.getBuffer().setLength(0);
        // When
        run("evaluate", "--state", folder.toString(), "-o", format);
        // Then
        assertThat(out).hasToString(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "json"})
    void aReportIsReplayedByteForByte(String format, @TempDir Path folder) throws IOException {
        // Given
        run("evaluate", "--state", SHOP, "--policy", STRICT, "--set", "most=3Gi", "-o", format);
        String first = out.toString();
        Path report = Files.writeString(folder.resolve("report"), first);
        out.getBuffer().setLength(0);
        // When
        int code = run("evaluate", "--replay", report.toString(), "-o", format);
        // Then
        assertThat(out).hasToString(first);
        assertThat(first).contains("more than 3Gi");
        assertThat(err).hasToString("");
        assertThat(code).isEqualTo(ExitCode.FINDINGS);
    }

    @Test
    void aRejectionIsExplainedWithRuleValueNearMissAndRemedy() {
        // When
        run("explain", "deployment/redis", "--state", SHOP, "--policy", STRICT);
        // Then
        assertThat(out.toString())
                .contains("pod redis-1-abcde on node-a: RollingRestart")
                .contains("TooLarge: container redis is to get 4Gi, more than 1Gi  [strict/strict.drl:1]")
                .contains("rule \"large containers are not resized\"")
                .contains("would have to be at most 1Gi")
                .contains("what to do: recommend less");
    }

    @Test
    void whatIfAnswersWithTheOtherDecision() {
        // When
        run("explain", "redis-larger", "--state", SHOP, "--what-if", "pod.qosAfter=Guaranteed");
        // Then
        assertThat(out.toString())
                .startsWith("pod redis-1-abcde on node-a: InPlaceResize would become RollingRestart\n")
                .contains("QosClassChange: the QoS class would change from Burstable to Guaranteed");
    }

    @Test
    void aDifferenceNamesTheRuleThatMakesIt() {
        // When
        run("diff", "none", STRICT, "--state", SHOP);
        // Then
        assertThat(out).hasToString("""
                Deployment/redis in shop, redis-1-abcde: InPlaceResize becomes RollingRestart
                  + InPlaceResize rejected by "large containers are not resized": TooLarge, container redis is to get 4Gi, \
                more than 1Gi  [strict/strict.drl:1]
                1 change, 2 decisions compared
                """);
    }

    @Test
    void aFailedCaseIsToldWithWhatWasExpected(@TempDir Path folder) throws IOException {
        // Given
        for (String file : new String[] {"policy.yaml", "strict.drl"}) {
            Files.copy(Path.of(STRICT, file), folder.resolve(file));
        }
        Files.writeString(folder.resolve("a.test.yaml"), """
                cases:
                  - name: a large container is resized
                    expect: {action: InPlaceResize}
                """);
        // When
        int code = run("test", folder.toString());
        // Then
        assertThat(code).isEqualTo(ExitCode.FINDINGS);
        assertThat(out.toString())
                .startsWith("FAIL " + folder.resolve("a.test.yaml") + ":2: a large container is resized\n")
                .contains("expected InPlaceResize, got LiveMigration")
                .endsWith(folder + ": 0 passed, 1 failed\n");
    }

    @Test
    void aRefusedPolicyIsToldWithFileLineAndWhatToWrite(@TempDir Path folder) throws IOException {
        // Given
        Files.writeString(folder.resolve("policy.yaml"), """
                name: mine
                description: a policy
                reasons: [{code: TooLarge, description: too large}]
                """);
        Files.writeString(folder.resolve("mine.drl"), """
                rule "x"
                    @reason( TooLarge )
                when
                    Container( residen > "8Gi" )
                then
                    decision.rejectAll("no");
                end
                """);
        // When
        int code = run("evaluate", "--state", SHOP, "--policy", folder.toString());
        // Then
        assertThat(code).isEqualTo(ExitCode.INVALID);
        assertThat(err.toString())
                .startsWith(folder.resolve("mine.drl")
                        + ":4:16: Container has no field \"residen\"; did you mean resident?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, quoteCharacter = '`', textBlock = """
            MANIFEST                                                       | TOLD
            kind: Pod                                                      | 1: not a Kubernetes object: apiVersion or kind is missing
            {                                                              | 2: not YAML: expected the node content, but found '<stream end>'
            apiVersion: v1;kind: Pod;metadata: {name: [x                   | 4: not YAML: expected ',' or ']', but got <stream end>
            apiVersion: v1;kind: Pod;metadata:;  name: x; namespace: y     | 5: not YAML: expected <block end>, but found '<block mapping start>'
            apiVersion: v1;kind: Pod;metadata: {name: x}                   | 1: Pod x has no spec, or no template in it
            apiVersion: v1;kind: Pod;metadata: 7                           | 3: metadata: expected keys and values
            apiVersion: v1;kind: Pod;metadata: {name: x};spec:;  hostPID: no! | 5: spec.hostPID: "no!" is not true or false
            apiVersion: v1;kind: Pod;metadata: {name: x};spec:;  containers: 7 | 5: spec.containers: expected a list
            RECOMMENDATION                                                 | 1: WorkloadRecommendation x has no spec, or no template in it
            RECOMMENDATION;spec:;  fallback: Maybe                         | 5: spec.fallback: "Maybe" is not one of RollingRestart, None
            RECOMMENDATION;spec:;  TARGET;  containerRecommendations:;  - {containerName: a, cpu: {limit: 4X}} | 7: spec.containerRecommendations[0].cpu.limit: "4X" is not a quantity; write it like 500m, 2, 512Mi or 4Gi
            RECOMMENDATION;spec:;  TARGET;  containerRecommendations: [];  useLiveMigraton: true | 7: spec.useLiveMigraton: there is no such field
            RECOMMENDATION;spec:;  TARGET;  containerRecommendations: [];  cooldown: 30 | 7: spec.cooldown: "30" is not a duration; write it like 1h30m
            RECOMMENDATION;spec:;  containerRecommendations: []            | 4: spec.targetRef is missing
            - a;- b                                                        | 1: Cannot parse a nested array containing non-object resource
            """)
    void aBrokenManifestIsToldWithItsFileAndLine(String manifest, String told, @TempDir Path folder)
            throws IOException {
        // Given
        Files.writeString(
                folder.resolve("broken.yaml"),
                manifest.replace("RECOMMENDATION", """
                                apiVersion: dakr.devzero.io/v1alpha1
                                kind: WorkloadRecommendation
                                metadata: {name: x}""")
                        .replace("TARGET", "targetRef: {kind: Deployment, name: x}")
                        .replace(';', '\n'));
        // When
        int code = run("evaluate", "--state", folder.toString());
        // Then
        assertThat(code).isEqualTo(ExitCode.INVALID);
        assertThat(err.toString()).isEqualTo(folder.resolve("broken.yaml") + ":" + told + "\n");
    }

    @Test
    void everyCommandHasHelpWithAnExample() {
        // When
        var commands = DroverMain.commandLine(new PrintWriter(out), new PrintWriter(err))
                .getSubcommands();
        // Then
        assertThat(commands.values())
                .filteredOn(command -> !command.getCommandName().equals("help"))
                .allSatisfy(command -> assertThat(command.getUsageMessage())
                        .containsPattern("Examples?:\\R  .*drover " + command.getCommandName()));
    }

    private int run(String... arguments) {
        return DroverMain.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments);
    }
}
