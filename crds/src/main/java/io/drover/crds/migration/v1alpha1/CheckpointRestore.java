package io.drover.crds.migration.v1alpha1;

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

/** One pod's move. Its UID is the migration's id; the operator alone creates it. The status is null until work has begun. */
@Group("dakr.devzero.io")
@Version("v1alpha1")
@Kind("CheckpointRestore")
@Singular("checkpointrestore")
@Plural("checkpointrestores")
@ShortNames("ckptr")
@Categories("drover")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Owner", jsonPath = ".status.owner", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Pod", jsonPath = ".spec.source.pod", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "From", jsonPath = ".spec.source.node", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "To", jsonPath = ".status.target.node", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Freeze-ms",
        jsonPath = ".status.freezeMillis",
        type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
        name = "Failure",
        jsonPath = ".status.failure.reason",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
public final class CheckpointRestore extends CustomResource<CheckpointRestoreSpec, CheckpointRestoreStatus>
        implements Namespaced {

    private static final long serialVersionUID = 1L;

    /** What is wanted; the schema requires it. */
    @Required
    @Override
    public CheckpointRestoreSpec getSpec() {
        return super.getSpec();
    }
}
