package io.highgate.gateway.identity.key;

import java.util.Base64;
import java.util.random.RandomGenerator;

/** Makes keys: 256 bits, behind a prefix by which they are found where they do not belong. Pure but for chance. */
public final class FreshKey {

    private static final String PREFIX = "hgk_";
    private static final int OCTETS = 32;

    private FreshKey() {}

    public static String make(RandomGenerator chance) {
        byte[] octets = new byte[OCTETS];
        chance.nextBytes(octets);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}
