package io.highgate.store.redis.line;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A Lua script over one key, so that it runs in a cluster as well. It is named by its digest; a server
 * that does not know it yet is told its text. Immutable.
 */
public final class Script {

    private final String text;
    private final String digest;
    private final ScriptOutputType output;
    private final boolean repeatable;

    /** @param repeatable whether running it twice is the same as running it once */
    public Script(String text, ScriptOutputType output, boolean repeatable) {
        this.text = text;
        this.digest = digest(text);
        this.output = output;
        this.repeatable = repeatable;
    }

    /** SHA-1 is how Redis names scripts (EVALSHA); nothing depends on its strength. */
    private static String digest(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    <T extends @Nullable Object> Ask<T> ask(String key, String... arguments) {
        String[] keys = {key};
        byte[][] values = Arrays.stream(arguments)
                .map(it -> it.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        return new Ask<>(repeatable, commands -> run(commands, keys, values));
    }

    private <T extends @Nullable Object> CompletionStage<T> run(
            RedisClusterAsyncCommands<String, byte[]> commands, String[] keys, byte[][] values) {
        CompletionStage<T> known = commands.evalsha(digest, output, keys, values);
        return known.exceptionallyCompose(failure -> {
            Throwable reason = failure instanceof CompletionException ? failure.getCause() : failure;
            return reason instanceof RedisNoScriptException
                    ? commands.eval(text, output, keys, values)
                    : CompletableFuture.failedStage(failure);
        });
    }
}
