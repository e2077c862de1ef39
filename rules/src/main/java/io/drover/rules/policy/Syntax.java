package io.drover.rules.policy;

import java.util.List;

/** An expression as written, before anything in it has a type. */
sealed interface Syntax {

    /** The word to which a complaint about it points. */
    Token at();

    record Text(Token at) implements Syntax {}

    record Numeral(Token at) implements Syntax {}

    /** {@code true}, {@code false}. */
    record Truth(Token at, boolean value) implements Syntax {}

    /** {@code none} or {@code unknown}. */
    record Missing(Token at, boolean unknown) implements Syntax {}

    /** {@code name}, {@code current.memoryLimit}, {@code $pod.name}. */
    record Path(Token at, List<Token> steps) implements Syntax {}

    /** {@code labels["team"]}. */
    record Entry(Token at, Syntax map, String key) implements Syntax {}

    record Binary(Token at, Syntax left, Syntax right) implements Syntax {
        String operator() {
            return at.text();
        }
    }

    record Not(Token at, Syntax negated) implements Syntax {}

    record Minus(Token at, Syntax negated) implements Syntax {}

    record In(Token at, Syntax left, List<Syntax> choices) implements Syntax {}

    record Contains(Token at, Syntax left, Syntax part) implements Syntax {}
}
