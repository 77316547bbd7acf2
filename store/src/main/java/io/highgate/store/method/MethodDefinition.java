package io.highgate.store.method;

import org.jspecify.annotations.Nullable;

/**
 * A method of an interface, as a provider declares it. Immutable.
 *
 * @param methodName unique in its interface
 * @param parameterType the type of its parameter, or null for none
 * @param url the path that it is called by
 * @param isAuth whether callers must say who they are
 * @param isHttp whether it is called by HTTP
 * @param httpType the HTTP method, or null if it does not say
 */
public record MethodDefinition(
        String methodName,
        @Nullable String parameterType,
        String url,
        boolean isAuth,
        boolean isHttp,
        @Nullable String httpType) {}
