package io.highgate.model.spec;

/** A choice whose constants are not written in kebab case, because the world spells them otherwise. */
public interface Spelled {

    /** How it is written in a configuration. */
    String spelling();
}
