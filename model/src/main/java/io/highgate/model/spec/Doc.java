package io.highgate.model.spec;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a setting means, for {@code docs/configuration.md} and the JSON Schema: both are generated
 * from the spec records, so that they cannot say anything else than the reader does.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface Doc {

    /** One or two sentences for the person who writes the setting. */
    String value();

    /**
     * The value when the setting is left out, as it would be written; empty means: no value for a
     * nullable component, an empty list or map, a nested record of all defaults.
     */
    String defaultsTo() default "";

    /** Whether leaving the setting out is an error. */
    boolean required() default false;

    /** Another name by which the setting may be written; empty means none. */
    String alias() default "";

    /** Whether the record may be written as just this setting's value. */
    boolean shorthand() default false;

    /** The smallest number, in the unit's base (numbers only, not sizes and durations). */
    long min() default Long.MIN_VALUE;

    /** The largest number. */
    long max() default Long.MAX_VALUE;
}
