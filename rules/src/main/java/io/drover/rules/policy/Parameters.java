package io.drover.rules.policy;

import java.util.List;

/** The parameters that the rules of one policy can name. */
final class Parameters {

    /** A rule writes {@code parameter.name}. */
    static final String WORD = "parameter";

    private final List<Declared> declared;

    /**
     * A parameter with its value.
     *
     * @param parameter as declared
     * @param type of its value in an expression
     * @param value in force
     */
    record Declared(Parameter parameter, ValueType type, Object value) {}

    Parameters(List<Declared> declared) {
        this.declared = List.copyOf(declared);
    }

    Expression named(Syntax.Path path) throws PolicyException {
        if (path.steps().size() != 2) {
            throw path.at().refused("a parameter has a name and no fields", "write parameter.name");
        }
        Token name = path.steps().getLast();
        for (Declared one : declared) {
            if (one.parameter().name().equals(name.text())) {
                return new Expression.Parameter(one.type(), name.text(), one.value());
            }
        }
        List<String> names =
                declared.stream().map(one -> one.parameter().name()).toList();
        throw name.refused(
                "the parameter \"" + name.text() + "\" is not declared",
                Vocabulary.nearest(name.text(), names)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("declare it in policy.yaml: parameters: - name: " + name.text()));
    }
}
