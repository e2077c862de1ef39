package io.drover.gather.snapshot;

import io.drover.rules.facts.Agent;
import io.drover.rules.facts.Complaint;
import io.drover.rules.facts.Inspection;
import io.drover.rules.facts.Observed;
import io.drover.rules.facts.Version;
import io.drover.values.ByteSize;
import io.drover.values.ContainerName;
import io.drover.values.NodeName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns what agents said into plain maps, and back. Sizes are bytes. */
public final class InspectionText {

    private InspectionText() {}

    /** As plain maps, lists, texts and numbers, or from them. */
    public static Map<String, Object> write(Agent agent) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("node", agent.node().value());
        text.put("reachable", ObservedText.write(agent.reachable(), value -> value));
        text.put("speaksOurVersion", ObservedText.write(agent.speaksOurVersion(), value -> value));
        text.put("version", ObservedText.write(agent.version(), value -> value));
        text.put("criu", ObservedText.write(agent.criu(), Version::toString));
        text.put("freeImageBytes", ObservedText.write(agent.freeImageSpace(), ByteSize::bytes));
        text.put("transferBytesPerSecond", ObservedText.write(agent.transferPerSecond(), ByteSize::bytes));
        text.put("capSysResource", ObservedText.write(agent.capSysResource(), value -> value));
        text.put("problems", ObservedText.write(agent.problems(), InspectionText::complaints));
        return text;
    }

    /** As plain maps, lists, texts and numbers, or from them. */
    public static Agent readAgent(Map<?, ?> text) {
        return new Agent(
                new NodeName(String.valueOf(text.get("node"))),
                ObservedText.read(text.get("reachable"), InspectionText::bool),
                ObservedText.read(text.get("speaksOurVersion"), InspectionText::bool),
                ObservedText.read(text.get("version"), String::valueOf),
                ObservedText.read(text.get("criu"), value -> Version.parse(String.valueOf(value))),
                ObservedText.read(text.get("freeImageBytes"), InspectionText::bytes),
                ObservedText.read(text.get("transferBytesPerSecond"), InspectionText::bytes),
                ObservedText.read(text.get("capSysResource"), InspectionText::bool),
                ObservedText.read(text.get("problems"), InspectionText::readComplaints));
    }

    /** As plain maps, lists, texts and numbers, or from them. */
    public static Object write(Observed<Map<ContainerName, Observed<Inspection>>> pod) {
        return ObservedText.write(pod, containers -> {
            Map<String, Object> each = new TreeMap<>();
            containers.forEach((name, seen) -> each.put(name.value(), ObservedText.write(seen, InspectionText::write)));
            return each;
        });
    }

    /** As plain maps, lists, texts and numbers, or from them. */
    public static Observed<Map<ContainerName, Observed<Inspection>>> readPod(Object text) {
        return ObservedText.read(text, value -> {
            Map<ContainerName, Observed<Inspection>> each = new TreeMap<>();
            map(value)
                    .forEach((name, seen) -> each.put(
                            new ContainerName(String.valueOf(name)), ObservedText.read(seen, InspectionText::read)));
            return Map.copyOf(each);
        });
    }

    private static Map<String, Object> write(Inspection seen) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("imageId", seen.imageId());
        text.put("residentBytes", seen.resident().bytes());
        text.put("processes", seen.processes());
        text.put("connections", seen.connections());
        text.put("obstacles", complaints(seen.obstacles()));
        text.put("openInProjectedVolumes", seen.openInProjectedVolumes());
        text.put("rootChangesBytes", seen.rootChanges().bytes());
        return text;
    }

    private static Inspection read(Object text) {
        Map<?, ?> seen = map(text);
        return new Inspection(
                String.valueOf(seen.get("imageId")),
                bytes(seen.get("residentBytes")),
                (int) number(seen.get("processes")),
                (int) number(seen.get("connections")),
                readComplaints(seen.get("obstacles")),
                list(seen.get("openInProjectedVolumes")).stream()
                        .map(String::valueOf)
                        .toList(),
                bytes(seen.get("rootChangesBytes")));
    }

    private static List<Map<String, String>> complaints(List<Complaint> complaints) {
        return complaints.stream()
                .map(one -> Map.of("reason", one.reason(), "message", one.message()))
                .toList();
    }

    private static List<Complaint> readComplaints(Object text) {
        return list(text).stream()
                .map(InspectionText::map)
                .map(one -> new Complaint(String.valueOf(one.get("reason")), String.valueOf(one.get("message"))))
                .toList();
    }

    private static boolean bool(Object text) {
        return Boolean.parseBoolean(String.valueOf(text));
    }

    private static ByteSize bytes(Object text) {
        return new ByteSize(number(text));
    }

    private static long number(Object text) {
        return Long.parseLong(String.valueOf(text));
    }

    static Map<?, ?> map(Object text) {
        if (text instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException("expected a map, got " + text);
    }

    static List<?> list(Object text) {
        if (text instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("expected a list, got " + text);
    }
}
