package io.drover.crds.recommendation.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** New resources for one workload. The status is null until the operator has seen it. */
@Group("dakr.devzero.io")
@Version("v1alpha1")
@Kind("WorkloadRecommendation")
@Singular("workloadrecommendation")
@Plural("workloadrecommendations")
@ShortNames("wrec")
@Categories("drover")
@AdditionalPrinterColumn(name = "Target", jsonPath = ".spec.targetRef.name", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Decision",
        jsonPath = ".status.decision.summary",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Degraded",
        jsonPath = ".status.liveMigrationDegraded",
        type = AdditionalPrinterColumn.Type.BOOLEAN,
        priority = 1)
@AdditionalPrinterColumn(
        name = "Message",
        jsonPath = ".status.message",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
public final class WorkloadRecommendation
        extends CustomResource<WorkloadRecommendationSpec, WorkloadRecommendationStatus> implements Namespaced {

    private static final long serialVersionUID = 1L;

    /** What is wanted; the schema requires it. */
    @Required
    @Override
    public WorkloadRecommendationSpec getSpec() {
        return super.getSpec();
    }
}
