package io.drover.agent;

import io.drover.agent.api.v1.PodRef;
import io.drover.agent.handover.Question;
import io.drover.agent.journal.Journal;
import io.drover.agent.journal.v1.ColdPod;
import io.drover.agent.node.LogKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pods for which the coordinator has said that no process comes. On disk before anybody acts on it; thread safe. */
final class ColdWords {

    private static final Logger LOG = LoggerFactory.getLogger(ColdWords.class);

    /** The kubelet may not have begun with a pod when the word about it comes. */
    private static final Duration UNTIL_THE_POD_IS_THERE = Duration.ofHours(1);

    private final Journal journal;
    private final Path pods;
    private final InstantSource clock;
    private final Map<String, ColdPod> words = new ConcurrentHashMap<>();

    /** @param pods where the kubelet has a directory for each pod of the node, by its UID */
    ColdWords(Journal journal, Path pods, InstantSource clock) {
        this.journal = journal;
        this.pods = pods;
        this.clock = clock;
    }

    /** Takes up what the journal knows, and drops the words about pods that the kubelet has removed. */
    void recover(List<ColdPod> found) {
        for (ColdPod word : found) {
            if (isNeeded(word)) {
                words.put(word.getPodUid(), word);
                continue;
            }
            try {
                journal.forgetCold(word.getPodUid());
            } catch (IOException refused) {
                LOG.atWarn()
                        .addKeyValue(LogKeys.POD, word.getPodUid())
                        .addKeyValue(LogKeys.DETAIL, refused)
                        .log("a word about a pod that is gone could not be removed");
            }
        }
    }

    /** Where the kubelet keeps its pods elsewhere nothing can be said about them. */
    private boolean isNeeded(ColdPod word) {
        boolean fresh = Instant.ofEpochMilli(word.getSaidAtUnixMs())
                .plus(UNTIL_THE_POD_IS_THERE)
                .isAfter(clock.instant());
        return fresh || !Files.isDirectory(pods) || Files.exists(pods.resolve(word.getPodUid()));
    }

    void say(PodRef pod, String migration, long epoch, Runnable between) throws IOException {
        ColdPod word = ColdPod.newBuilder()
                .setPodUid(pod.getUid())
                .setNamespace(pod.getNamespace())
                .setName(pod.getName())
                .setMigrationId(migration)
                .setEpoch(epoch)
                .setSaidAtUnixMs(clock.millis())
                .build();
        journal.writeCold(word);
        between.run();
        words.put(pod.getUid(), word);
    }

    /** Removes the words of a migration. */
    void forget(String migration) throws IOException {
        for (ColdPod word : List.copyOf(words.values())) {
            if (word.getMigrationId().equals(migration)) {
                words.remove(word.getPodUid());
                journal.forgetCold(word.getPodUid());
            }
        }
    }

    boolean isCold(Question question) {
        return question.podUid().isEmpty()
                ? words.values().stream()
                        .anyMatch(word -> word.getNamespace().equals(question.podNamespace())
                                && word.getName().equals(question.podName()))
                : words.containsKey(question.podUid());
    }
}
