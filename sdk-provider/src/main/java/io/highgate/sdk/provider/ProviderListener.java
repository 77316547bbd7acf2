package io.highgate.sdk.provider;

/**
 * Hears of each change of state. Called on the provider's only thread: it has to return soon, or beats are
 * late. What it throws is logged and forgotten.
 */
@FunctionalInterface
public interface ProviderListener {

    /**
     * The state is another one than before.
     *
     * @param reason a sentence for people, without secrets
     */
    void changed(ProviderState from, ProviderState to, String reason);
}
