package io.highgate.model.ocelot;

/** The Ocelot version whose meaning a file is read with. Immutable. */
public enum Compat {
    /** Ocelot 20. */
    OCELOT_20("Ocelot 20"),
    /** Ocelot 25. */
    OCELOT_25("Ocelot 25");

    private final String title;

    Compat(String title) {
        this.title = title;
    }

    public boolean is25() {
        return this == OCELOT_25;
    }

    @Override
    public String toString() {
        return title;
    }
}
