package io.drover.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.crds.migration.v1alpha1.CheckpointRestore;
import io.drover.operator.report.LogKeys;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionRequest;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionResponse;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionResponseBuilder;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionReview;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionReviewBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.zjsonpatch.JsonDiff;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers admission reviews of new pods. A pod is never refused: one that cannot be stamped starts cold, and its move is given up before
 * anything is frozen.
 */
public final class PodStamping {

    private static final Logger LOG = LoggerFactory.getLogger(PodStamping.class);

    private final Function<String, List<CheckpointRestore>> movesIn;
    private final KubernetesSerialization json = new KubernetesSerialization();

    /**
     * Stamps for these moves.
     *
     * @param movesIn the CheckpointRestores of a namespace as they are now
     */
    public PodStamping(Function<String, List<CheckpointRestore>> movesIn) {
        this.movesIn = movesIn;
    }

    /** The review with its answer. */
    public AdmissionReview answer(AdmissionReview review) {
        AdmissionRequest request = review.getRequest();
        AdmissionResponse response = new AdmissionResponseBuilder()
                .withUid(request.getUid())
                .withAllowed(true)
                .build();
        if (request.getObject() instanceof Pod pod) {
            patch(request.getNamespace(), pod).ifPresent(patch -> {
                response.setPatchType("JSONPatch");
                response.setPatch(Base64.getEncoder().encodeToString(patch.getBytes(StandardCharsets.UTF_8)));
            });
        }
        return new AdmissionReviewBuilder().withResponse(response).build();
    }

    private Optional<String> patch(String namespace, Pod pod) {
        Optional<CheckpointRestore> move = Replacements.moveFor(pod, movesIn.apply(namespace));
        if (move.isEmpty()) {
            return Optional.empty();
        }
        JsonNode before = json.convertValue(pod, JsonNode.class);
        JsonNode after = json.convertValue(Stamp.on(pod, move.get()), JsonNode.class);
        LOG.atInfo()
                .addKeyValue(LogKeys.NAMESPACE, namespace)
                .addKeyValue(LogKeys.MIGRATION, move.get().getMetadata().getName())
                .log("stamped a replacement");
        return Optional.of(JsonDiff.asJson(before, after).toString());
    }
}
