package io.drover.rules.policy;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of a policy in a folder. */
public final class PolicyFolder {

    private static final int MOST_FILES = 200;
    private static final long LARGEST_FILE = 1 << 20;

    private PolicyFolder() {}

    /**
     * Reads {@code policy.yaml} and every {@code *.drl}, {@code *.csv} and {@code *.test.yaml} of a folder, folders below it included, links left out.
     *
     * @throws IOException when the folder or a file cannot be read, a file is not UTF-8 or larger than 1 MiB, or there are more than 200
     */
    public static List<SourceFile> read(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> found = Files.walk(folder, 8)) {
            paths = found.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(PolicyFolder::belongs)
                    .sorted()
                    .limit(MOST_FILES + 1L)
                    .toList();
        }
        if (paths.size() > MOST_FILES) {
            throw new IOException(folder + " has more than " + MOST_FILES + " files of a policy");
        }
        List<SourceFile> files = new ArrayList<>();
        for (Path path : paths) {
            files.add(new SourceFile(folder.relativize(path).toString().replace('\\', '/'), text(path)));
        }
        return List.copyOf(files);
    }

    private static boolean belongs(Path path) {
        String name = path.getFileName().toString();
        return name.equals(ManifestReader.FILE)
                || name.endsWith(".drl")
                || name.endsWith(".csv")
                || name.endsWith(".test.yaml");
    }

    private static String text(Path path) throws IOException {
        if (Files.size(path) > LARGEST_FILE) {
            throw new IOException(path + " is larger than 1Mi");
        }
        try {
            return Files.readString(path, StandardCharsets.UTF_8);
        } catch (CharacterCodingException notText) {
            throw new IOException(path + " is not UTF-8", notText);
        }
    }
}
