package io.highgate.gateway.identity.account;

/**
 * Somebody wants to log in. Immutable; prints no password.
 *
 * @param name as it was typed
 * @param address from where, as text
 */
public record LogIn(String name, String password, String address) {

    @Override
    public String toString() {
        return "a login from " + address;
    }
}
