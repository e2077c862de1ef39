package io.drover.agent.node;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * runc's state directory: one directory for each container with a {@code state.json}. Only ever read: whatever runc must be told
 * otherwise goes into a copy.
 *
 * @param root such as {@code /run/containerd/runc/k8s.io} as this process sees it
 */
public record RuncStates(Path root) {

    private static final String LABEL = "org.criu.config=";
    private static final String BUNDLE = "bundle=";

    /** The container with this ID, or empty when runc knows none. */
    public Optional<RuncContainer> find(String id) throws IOException {
        if (!CheckpointFiles.isContainerId(id)) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(read(id)));
        } catch (NoSuchFileException unknown) {
            return Optional.empty();
        }
    }

    /**
     * Copies a container's state into a state directory of the agent's own, where it names a CRIU configuration file. runc takes that
     * file from a running container's state, not from its bundle; in this way the runtime's own state stays as it is.
     * Source: runc 1.1, libcontainer/criu_linux.go, handleCriuConfigurationFile.
     *
     * @param into the other root, as this process sees it
     * @param criuConfig as programs on the node see it
     */
    public void copyWithCriuConfig(String id, Path into, String criuConfig) throws IOException {
        JsonObject state = read(id);
        var labels = new com.google.gson.JsonArray();
        for (JsonElement label : array(state.getAsJsonObject("config"), "labels")) {
            if (!label.getAsString().startsWith(LABEL)) {
                labels.add(label);
            }
        }
        labels.add(new JsonPrimitive(LABEL + criuConfig));
        state.getAsJsonObject("config").add("labels", labels);
        Files.createDirectories(into.resolve(id));
        Files.writeString(into.resolve(id).resolve("state.json"), state.toString());
    }

    private JsonObject read(String id) throws IOException {
        String text = Files.readString(root.resolve(id).resolve("state.json"));
        try {
            return JsonParser.parseString(text).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException broken) {
            throw new IOException("state.json of " + id + " is not JSON", broken);
        }
    }

    private static RuncContainer parse(JsonObject state) {
        JsonObject config = state.getAsJsonObject("config");
        Map<String, String> cgroups = new HashMap<>();
        state.getAsJsonObject("cgroup_paths")
                .entrySet()
                .forEach(path -> cgroups.put(path.getKey(), path.getValue().getAsString()));
        List<RuncContainer.Bind> binds = new ArrayList<>();
        for (JsonElement element : array(config, "mounts")) {
            JsonObject mount = element.getAsJsonObject();
            if (mount.has("device") && mount.get("device").getAsString().equals("bind")) {
                binds.add(new RuncContainer.Bind(
                        mount.get("destination").getAsString(),
                        mount.get("source").getAsString()));
            }
        }
        String bundle = array(config, "labels").stream()
                .map(JsonElement::getAsString)
                .filter(label -> label.startsWith(BUNDLE))
                .map(label -> label.substring(BUNDLE.length()))
                .findFirst()
                .orElse("");
        return new RuncContainer(
                state.get("id").getAsString(),
                state.get("init_process_pid").getAsInt(),
                state.get("init_process_start").getAsLong(),
                bundle,
                cgroups,
                binds);
    }

    private static List<JsonElement> array(JsonObject object, String name) {
        return object.has(name) && object.get(name).isJsonArray()
                ? object.getAsJsonArray(name).asList()
                : List.of();
    }
}
