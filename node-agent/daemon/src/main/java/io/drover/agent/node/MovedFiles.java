package io.drover.agent.node;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The list of files that move along with a container's memory, kept in its image directory.
 *
 * @param root whether there is an archive of changes of the root file system
 * @param kept by directory of the root file system in which something changed: the names that exist there. What the target has
 *     besides was deleted at the source
 * @param mounts destinations in the container of the directories that move whole, in the order of their archives
 */
public record MovedFiles(boolean root, Map<String, List<String>> kept, List<String> mounts) {

    private static final String LIST = "files.json";

    public MovedFiles {
        kept = Map.copyOf(kept);
        mounts = List.copyOf(mounts);
    }

    /** Name of the archive of the root's changes. */
    public static String rootArchive() {
        return "files-root.tar";
    }

    /** Name of the archive of the directory with this number. */
    public static String mountArchive(int number) {
        return "files-mount-" + number + ".tar";
    }

    /** Whether nothing moves along. */
    public boolean isEmpty() {
        return !root && kept.isEmpty() && mounts.isEmpty();
    }

    /** Writes the list into an image directory. */
    public void write(Path directory) throws IOException {
        JsonObject list = new JsonObject();
        list.addProperty("root", root);
        JsonObject names = new JsonObject();
        kept.forEach((path, children) -> names.add(path, strings(children)));
        list.add("kept", names);
        list.add("mounts", strings(mounts));
        Files.writeString(directory.resolve(LIST), list.toString());
    }

    /** Reads the list of an image directory; empty when there is none. */
    public static MovedFiles read(Path directory) throws IOException {
        if (!Files.exists(directory.resolve(LIST))) {
            return new MovedFiles(false, Map.of(), List.of());
        }
        try {
            JsonObject list = JsonParser.parseString(Files.readString(directory.resolve(LIST)))
                    .getAsJsonObject();
            Map<String, List<String>> kept = new TreeMap<>();
            list.getAsJsonObject("kept").entrySet().forEach(path -> kept.put(path.getKey(), strings(path.getValue())));
            return new MovedFiles(list.get("root").getAsBoolean(), kept, strings(list.get("mounts")));
        } catch (JsonParseException | IllegalStateException broken) {
            throw new IOException(LIST + " is not what an agent writes", broken);
        }
    }

    private static JsonArray strings(List<String> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }

    private static List<String> strings(JsonElement array) {
        List<String> values = new ArrayList<>();
        array.getAsJsonArray().forEach(value -> values.add(value.getAsString()));
        return values;
    }
}
