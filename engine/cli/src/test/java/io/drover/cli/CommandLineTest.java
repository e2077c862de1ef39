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
            evaluate --state SHOP -o xml                                | 3
            evaluate --kubeconfig /nowhere                              | 3
            snapshot                                                    | 3
            snapshot SHOP --kubeconfig /nowhere                         | 3
            version                                                     | 0
            evaluate --help                                             | 0
            completion                                                  | 0
            nonsense                                                    | 3
            ''                                                          | 3
            """)
    void theExitCodeTellsHowItWent(String arguments, int exit) {
        // When
        int code = run(
                arguments.isEmpty()
                        ? new String[0]
                        : arguments.replace("SHOP", SHOP).split(" ", -1));
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
    @ValueSource(
            strings = {
                "kind: Pod",
                "{",
                "apiVersion: v1\nkind: Pod\nmetadata: {name: x}",
                "apiVersion: v1\nkind: Pod\nmetadata: 7",
                "apiVersion: dakr.devzero.io/v1alpha1\nkind: WorkloadRecommendation\nmetadata: {name: x}",
            })
    void aBrokenManifestIsToldWithItsFile(String manifest, @TempDir Path folder) throws IOException {
        // Given
        Files.writeString(folder.resolve("broken.yaml"), manifest);
        // When
        int code = run("evaluate", "--state", folder.toString());
        // Then
        assertThat(code).isEqualTo(ExitCode.INVALID);
        assertThat(err.toString())
                .startsWith(folder.resolve("broken.yaml") + ": ")
                .doesNotContain("\tat ");
    }

    private int run(String... arguments) {
        return DroverMain.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments);
    }
}
