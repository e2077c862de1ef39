package io.drover.rules.facts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a method without arguments of a fact record that rules may use like a component: a value computed from the components. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RuleField {

    /** The component, and the way within it, that has to be changed for this value to change; empty when there is not just one. */
    String[] from() default {};
}
