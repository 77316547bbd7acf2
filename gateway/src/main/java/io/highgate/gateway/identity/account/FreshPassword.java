package io.highgate.gateway.identity.account;

import java.util.random.RandomGenerator;

/** Makes passwords that people can read off a console: 24 characters, 117 bits. Pure but for chance. */
public final class FreshPassword {

    /** Without i, l, o, 0 and 1, which are mistaken for one another. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int LENGTH = 24;

    private FreshPassword() {}

    public static String make(RandomGenerator chance) {
        StringBuilder password = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            password.append(LETTERS.charAt(chance.nextInt(LETTERS.length())));
        }
        return password.toString();
    }
}
