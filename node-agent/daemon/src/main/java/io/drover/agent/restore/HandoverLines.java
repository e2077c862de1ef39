package io.drover.agent.restore;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.drover.agent.handover.Answer;
import io.drover.agent.handover.Question;
import io.drover.agent.handover.Report;
import java.util.Optional;

/** The handover contract's messages as lines of JSON. Source: docs/handover.md. */
final class HandoverLines {

    static final int VERSION = 1;

    private HandoverLines() {}

    /** What came in a line. */
    sealed interface Line {}

    record Asked(Question question) implements Line {}

    record Told(Report report) implements Line {}

    record NotUnderstood(String message) implements Line {}

    static Line parse(String line) {
        JsonObject message;
        try {
            message = JsonParser.parseString(line).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException notJson) {
            return new NotUnderstood("a line is a JSON object, was \"" + shortened(line) + "\"");
        }
        try {
            return switch (text(message, "op")) {
                case "create" -> question(message);
                case "restored" ->
                    new Told(new Report.Restored(
                            text(message, "container"),
                            (int) number(message, "pid"),
                            number(message, "restoreMicros")));
                case "failed" ->
                    new Told(new Report.Failed(
                            text(message, "container"),
                            text(message, "reason"),
                            text(message, "message"),
                            text(message, "log")));
                default -> new NotUnderstood("op is create, restored or failed, was \"" + text(message, "op") + "\"");
            };
        } catch (IllegalStateException | NumberFormatException | UnsupportedOperationException wrongType) {
            return new NotUnderstood("a member has another type than the contract says: " + wrongType.getMessage());
        }
    }

    static String write(Answer answer) {
        JsonObject message = new JsonObject();
        switch (answer) {
            case Answer.Wait(String text) -> {
                message.addProperty("answer", "wait");
                message.addProperty("message", text);
            }
            case Answer.Cold() -> message.addProperty("answer", "cold");
            case Answer.Fresh() -> message.addProperty("answer", "fresh");
            case Answer.Running() -> message.addProperty("answer", "running");
            case Answer.Ok() -> message.addProperty("answer", "ok");
            case Answer.Fail(String reason, String text) -> {
                message.addProperty("answer", "fail");
                message.addProperty("reason", reason);
                message.addProperty("message", text);
            }
            case Answer.Restore restore -> {
                message.addProperty("answer", "restore");
                message.addProperty("imagePath", restore.imagePath());
                message.addProperty("workPath", restore.workPath());
                message.addProperty("criuDirectory", restore.criuDirectory());
                message.addProperty("criuConfig", restore.criuConfig());
            }
        }
        return message + "\n";
    }

    private static Line question(JsonObject message) {
        if (number(message, "version") != VERSION) {
            return new NotUnderstood(
                    "this agent speaks version " + VERSION + ", the shim " + number(message, "version"));
        }
        return new Asked(new Question(
                text(message, "container"),
                text(message, "bundle"),
                text(message, "podUid"),
                text(message, "podNamespace"),
                text(message, "podName"),
                text(message, "containerName"),
                text(message, "sandbox"),
                text(message, "image"),
                text(message, "networkNamespace"),
                (int) number(message, "pid")));
    }

    private static String text(JsonObject message, String member) {
        return Optional.ofNullable(message.get(member))
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString)
                .orElse("");
    }

    private static long number(JsonObject message, String member) {
        JsonElement value = message.get(member);
        return value == null ? 0 : value.getAsLong();
    }

    private static String shortened(String line) {
        return line.length() > 80 ? line.substring(0, 80) : line;
    }
}
