package io.highgate.sdk.provider;

/**
 * The name of a service key and its secret. Immutable; prints without the secret.
 *
 * @param safeKey the name, no secret
 * @param safeSecret signs what is shown to the center
 */
public record ServiceKey(String safeKey, String safeSecret) {

    public ServiceKey {
        if (safeKey.isBlank() || safeSecret.isBlank()) {
            throw new IllegalArgumentException("a service key needs a name and a secret");
        }
    }

    @Override
    public String toString() {
        return "ServiceKey[" + safeKey + ", ***]";
    }
}
