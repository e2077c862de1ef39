package io.drover.gather.cluster;

import io.drover.rules.facts.Observed;
import io.fabric8.kubernetes.api.model.ContainerImage;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Node;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether a new pod from the template would run the very image that runs now. References are compared first; behind equal references the
 * image ID that runs is compared with what the nodes and the runtime say the reference means now.
 */
final class ImageCoherence {

    private static final String DIGEST = "@sha256:";

    private ImageCoherence() {}

    /**
     * What can be told.
     *
     * @param image reference in the pod
     * @param templateImage reference in the template
     * @param status what runs, empty before anything does
     * @param nodes with the images that they report
     */
    static Observed<Boolean> of(
            String image, String templateImage, Optional<ContainerStatus> status, List<Node> nodes) {
        if (!image.equals(templateImage)) {
            return Observed.of(false);
        }
        String running = status.map(ContainerStatus::getImageID).orElse("");
        if (running.isBlank()) {
            return Observed.unknown("the runtime has not reported the image that runs");
        }
        if (image.contains(DIGEST)) {
            return Observed.of(true);
        }
        List<String> meant = digestsMeantBy(image, nodes);
        if (!meant.isEmpty() && running.contains(DIGEST)) {
            String digest = running.substring(running.indexOf(DIGEST));
            return Observed.of(meant.stream().allMatch(one -> one.endsWith(digest)));
        }
        return byRuntime(image, status.orElseThrow());
    }

    /** The runtime reports by which name it knows the running image: once the tag names another image it reports the bare ID. */
    private static Observed<Boolean> byRuntime(String image, ContainerStatus status) {
        String known = Objects.requireNonNullElse(status.getImage(), "");
        if (known.startsWith("sha256:")) {
            return Observed.of(false);
        }
        return sameName(known, image)
                ? Observed.of(true)
                : Observed.unknown("the runtime calls the running image " + known + ", not " + image);
    }

    private static List<String> digestsMeantBy(String image, List<Node> nodes) {
        return nodes.stream()
                .flatMap(node -> PodResources.orEmpty(node.getStatus().getImages()).stream())
                .map(ContainerImage::getNames)
                .map(PodResources::orEmpty)
                .filter(names -> names.stream().anyMatch(name -> sameName(name, image)))
                .flatMap(List::stream)
                .filter(name -> name.contains(DIGEST))
                .distinct()
                .toList();
    }

    /** References with what Docker leaves out put in. Source: distribution/reference, "normalize". */
    private static boolean sameName(String one, String other) {
        return normalized(one).equals(normalized(other));
    }

    private static String normalized(String reference) {
        String name = reference.lastIndexOf(':') > reference.lastIndexOf('/') ? reference : reference + ":latest";
        int slash = name.indexOf('/');
        if (slash < 0) {
            return "docker.io/library/" + name;
        }
        String first = name.substring(0, slash);
        boolean domain = first.contains(".") || first.contains(":") || first.equals("localhost");
        return domain ? name : "docker.io/" + name;
    }
}
