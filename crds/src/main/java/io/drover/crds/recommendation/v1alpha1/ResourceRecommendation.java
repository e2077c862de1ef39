package io.drover.crds.recommendation.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * Request and limit of one resource as Kubernetes quantities; what is null stays as it is.
 *
 * @param request zero or more, at most the limit
 * @param limit more than zero
 */
@ValidationRule(value = "has(self.request) || has(self.limit)", message = "give request, limit or both")
@ValidationRule(
        value = "!has(self.request) || (isQuantity(self.request) && !self.request.startsWith('+'))",
        fieldPath = ".request",
        messageExpression = "'request \"' + self.request + '\" is not a quantity; write it like 500m, 2, 512Mi or 4Gi'",
        message = "request is not a quantity; write it like 500m, 2, 512Mi or 4Gi")
@ValidationRule(
        value = "!has(self.limit) || (isQuantity(self.limit) && !self.limit.startsWith('+'))",
        fieldPath = ".limit",
        messageExpression = "'limit \"' + self.limit + '\" is not a quantity; write it like 500m, 2, 512Mi or 4Gi'",
        message = "limit is not a quantity; write it like 500m, 2, 512Mi or 4Gi")
@ValidationRule(
        value = "!has(self.request) || !isQuantity(self.request) || !quantity(self.request).isLessThan(quantity('0'))",
        fieldPath = ".request",
        messageExpression = "'request ' + self.request + ' is negative'",
        message = "request is negative")
@ValidationRule(
        value = "!has(self.limit) || !isQuantity(self.limit) || quantity(self.limit).isGreaterThan(quantity('0'))",
        fieldPath = ".limit",
        messageExpression = "'limit ' + self.limit + ' is not above zero'",
        message = "limit is not above zero")
@ValidationRule(
        value = "!has(self.request) || !isQuantity(self.request) || quantity(self.request).isLessThan(quantity('1P'))",
        fieldPath = ".request",
        message = "request is too large; it must be below 1P")
@ValidationRule(
        value = "!has(self.limit) || !isQuantity(self.limit) || quantity(self.limit).isLessThan(quantity('1P'))",
        fieldPath = ".limit",
        message = "limit is too large; it must be below 1P")
@ValidationRule(
        value = "!has(self.request) || !has(self.limit) || !isQuantity(self.request) || !isQuantity(self.limit)"
                + " || quantity(self.request).compareTo(quantity(self.limit)) <= 0",
        fieldPath = ".request",
        messageExpression = "'request ' + self.request + ' is above limit ' + self.limit",
        message = "request is above limit")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ResourceRecommendation(
        @Size(max = 32)
        @JsonPropertyDescription("What the container is promised; stays as it is when left out.")
        @Nullable
        String request,

        @Size(max = 32)
        @JsonPropertyDescription("What the container may use at most; stays as it is when left out.")
        @Nullable
        String limit) {}
