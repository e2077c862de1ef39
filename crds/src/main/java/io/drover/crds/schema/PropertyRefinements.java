package io.drover.crds.schema;

import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Refines the properties of one object in its generated schema. The input has refinements with "; " between them: {@code map PROPERTY KEY} for a
 * list that is keyed by one member of its items, which becomes required, {@code set PROPERTY MAX-LENGTH PATTERN} for a list of different strings, and
 * {@code format PROPERTY FORMAT}.
 */
public final class PropertyRefinements implements SchemaCustomizer.Customizer {

    @Override
    public JSONSchemaProps apply(JSONSchemaProps schema, String input, KubernetesSerialization serialization) {
        for (String refinement : input.split("; ", -1)) {
            refine(schema, List.of(refinement.split(" ", -1)));
        }
        return schema;
    }

    private static void refine(JSONSchemaProps schema, List<String> words) {
        JSONSchemaProps property = schema.getProperties().get(words.get(1));
        if (property == null) {
            throw new IllegalArgumentException("there is no property " + words.get(1) + " to refine");
        }
        switch (words.getFirst()) {
            case "map" -> {
                property.setXKubernetesListType("map");
                property.setXKubernetesListMapKeys(List.of(words.get(2)));
                JSONSchemaProps entry = property.getItems().getSchema();
                Set<String> required = new TreeSet<>(entry.getRequired());
                required.add(words.get(2));
                entry.setRequired(List.copyOf(required));
            }
            case "set" -> {
                property.setXKubernetesListType("set");
                JSONSchemaProps item = property.getItems().getSchema();
                item.setMaxLength(Long.valueOf(words.get(2)));
                item.setPattern(words.get(3));
            }
            case "format" -> property.setFormat(words.get(2));
            default -> throw new IllegalArgumentException("unknown refinement " + words.getFirst());
        }
    }
}
