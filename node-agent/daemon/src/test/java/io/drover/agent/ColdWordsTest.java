package io.drover.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.agent.api.v1.PodRef;
import io.drover.agent.handover.Question;
import io.drover.agent.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColdWordsTest {

    private static final Instant SAID = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path directory;

    private Journal journal;

    @BeforeEach
    void aWordForEachOfTwoPods() throws IOException {
        journal = new Journal(Files.createDirectory(directory.resolve("journal")));
        ColdWords words = new ColdWords(journal, directory.resolve("pods"), () -> SAID);
        words.say(pod("gone"), "m", 1, () -> {});
        words.say(pod("there"), "m", 1, () -> {});
    }

    @Test
    void aWordAboutAPodThatTheKubeletHasRemovedIsDropped() throws IOException {
        // Given
        Files.createDirectories(directory.resolve("pods/there"));
        ColdWords words = later(7200);
        // When
        words.recover(journal.recover().coldPods());
        // Then
        assertThat(words.isCold(question("there"))).isTrue();
        assertThat(words.isCold(question("gone"))).isFalse();
        assertThat(journal.recover().coldPods()).hasSize(1);
    }

    @Test
    void aWordMayComeBeforeThePod() throws IOException {
        // Given
        Files.createDirectories(directory.resolve("pods"));
        ColdWords words = later(60);
        // When
        words.recover(journal.recover().coldPods());
        // Then
        assertThat(words.isCold(question("gone"))).isTrue();
    }

    @Test
    void allIsKeptWhereTheKubeletKeepsItsPodsElsewhere() throws IOException {
        // Given
        ColdWords words = later(7200);
        // When
        words.recover(journal.recover().coldPods());
        // Then
        assertThat(words.isCold(question("gone"))).isTrue();
    }

    private ColdWords later(long seconds) {
        return new ColdWords(journal, directory.resolve("pods"), () -> SAID.plusSeconds(seconds));
    }

    private static PodRef pod(String uid) {
        return PodRef.newBuilder().setUid(uid).setNamespace("n").setName(uid).build();
    }

    private static Question question(String uid) {
        return new Question(uid + "-container", "/bundle", uid, "n", uid, "c", "sandbox", "image", "/netns", 1);
    }
}
