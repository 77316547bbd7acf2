package io.highgate.model.check;

/** What a route or upstream may be called: anything that fits into one line of a log. Pure. */
final class Names {

    /** Names are metric labels and log fields; Ocelot's templates, which become names, are shorter. */
    private static final int LONGEST = 300;

    private Names() {}

    static boolean isPrintable(String name) {
        return !name.isBlank()
                && name.length() <= LONGEST
                && name.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }
}
