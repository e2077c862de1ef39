package io.drover.agent.restore;

import io.drover.agent.node.Trouble;
import io.drover.agent.transfer.TransferReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What lay in an image directory when the image was found complete and right. Between then and its restore nobody has a reason to touch
 * it; whoever does changes a length or a time of modification.
 */
record VerifiedImage(Path directory, Map<Path, Seen> files) {

    record Seen(long bytes, FileTime modified) {}

    VerifiedImage {
        files = Map.copyOf(files);
    }

    /** The directory as it is now. */
    static VerifiedImage of(Path directory) throws IOException {
        Map<Path, Seen> files = new TreeMap<>();
        try (var walk = Files.walk(directory)) {
            for (Path path : walk.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                BasicFileAttributes seen =
                        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                files.put(directory.relativize(path), new Seen(seen.size(), seen.lastModifiedTime()));
            }
        }
        return new VerifiedImage(directory, files);
    }

    /** What is not as it was; empty when the image may be restored. */
    Optional<Trouble> changed() {
        Map<Path, Seen> now;
        try {
            now = of(directory).files();
        } catch (IOException unreadable) {
            return damaged("the image cannot be read any more: " + unreadable);
        }
        for (Map.Entry<Path, Seen> file : files.entrySet()) {
            Seen there = now.get(file.getKey());
            if (there == null) {
                return damaged("file " + file.getKey() + " of the image is gone since it was verified");
            }
            if (!there.equals(file.getValue())) {
                return damaged("file " + file.getKey() + " of the image had "
                        + file.getValue().bytes() + " bytes when it was verified, and was changed since: it has "
                        + there.bytes());
            }
        }
        return now.size() == files.size()
                ? Optional.empty()
                : damaged("the image had " + files.size() + " files when it was verified, it has " + now.size());
    }

    private static Optional<Trouble> damaged(String what) {
        return Optional.of(new Trouble(TransferReason.IMAGE_DAMAGED, what));
    }
}
