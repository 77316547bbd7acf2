package io.highgate.gateway.identity.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Hashes passwords and tells whether one is right. A call takes tens of milliseconds and 19 MiB: it
 * belongs on threads that may block, and few at once. Thread-safe.
 */
public final class Passwords {

    private static final int SALT = 16;
    private static final int HASH = 32;

    private final HashCost cost;
    private final RandomGenerator chance;
    private final Argon2Hash nobodys;

    /** @param cost of hashes made from now on; those that are there are checked with their own */
    public Passwords(HashCost cost, RandomGenerator chance) {
        this.cost = cost;
        this.chance = chance;
        this.nobodys = new Argon2Hash(cost, random(SALT), random(HASH));
    }

    /**
     * A hash to keep, as a PHC string.
     *
     * @throws IllegalArgumentException if it is not a {@link PasswordRule#isUsable usable} text
     */
    public String hash(String password) {
        if (!PasswordRule.isUsable(password)) {
            throw new IllegalArgumentException(
                    "no password: longer than " + PasswordRule.MOST_OCTETS + " octets, or not well-formed Unicode");
        }
        byte[] salt = random(SALT);
        return new Argon2Hash(cost, salt, compute(cost, salt, password, HASH)).text();
    }

    /** Whether it is the password of the hash; never for a hash that cannot be read. */
    public boolean matches(String kept, String password) {
        Argon2Hash expected = Argon2Hash.parse(kept);
        if (expected == null) {
            pretend(password);
            return false;
        }
        return isRight(expected, password);
    }

    /** Works as hard as for a user that there is, so that nobody learns by the clock who there is. */
    public void pretend(String password) {
        boolean right = isRight(nobodys, password);
        if (right) {
            throw new IllegalStateException("256 bits of chance were guessed");
        }
    }

    /** Whether the hash can be read at all. */
    public static boolean isReadable(String kept) {
        return Argon2Hash.parse(kept) != null;
    }

    /** Whether the hash is cheaper to guess than new ones are, so that it should be made anew. */
    public boolean isOutdated(String kept) {
        Argon2Hash hash = Argon2Hash.parse(kept);
        return hash == null || hash.cost().isBelow(cost);
    }

    private static boolean isRight(Argon2Hash expected, String password) {
        boolean usable = PasswordRule.isUsable(password);
        byte[] computed = compute(expected.cost(), expected.salt(), usable ? password : "", expected.hash().length);
        boolean same = MessageDigest.isEqual(computed, expected.hash());
        return usable && same;
    }

    private static byte[] compute(HashCost cost, byte[] salt, String password, int length) {
        // One spelling of each character: keyboards differ in how they compose é.
        byte[] octets = Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKib())
                .withIterations(cost.passes())
                .withParallelism(cost.lanes())
                .withSalt(salt)
                .build());
        byte[] hash = new byte[length];
        argon2.generateBytes(octets, hash);
        Arrays.fill(octets, (byte) 0);
        return hash;
    }

    private byte[] random(int length) {
        byte[] octets = new byte[length];
        chance.nextBytes(octets);
        return octets;
    }
}
