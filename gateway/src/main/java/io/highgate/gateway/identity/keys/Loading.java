package io.highgate.gateway.identity.keys;

import io.highgate.gateway.identity.out.Heard;
import io.highgate.gateway.identity.out.Outgoing;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ways to come by a key set. Stateless; stages never fail. */
final class Loading {

    private static final int LARGEST = 512 * 1024;
    private static final Duration FILE = Duration.ofMinutes(1);
    private static final Pattern MAX_AGE = Pattern.compile("(?:^|[,\\s])max-age=\"?([0-9]{1,9})");

    private Loading() {}

    /** From an address. */
    static CompletionStage<Loaded> url(Outgoing outgoing, URI url) {
        return outgoing.get(url).thenApply(heard -> switch (heard) {
            case Heard.Silent silent -> new Loaded.Bad(silent.why());
            case Heard.Answer answer
            when !answer.isSuccess() -> new Loaded.Bad("the key set was answered with status " + answer.status());
            case Heard.Answer answer -> timed(Jwks.read(answer.body()), maxAge(answer));
        });
    }

    /** From wherever the issuer says that it is. */
    static CompletionStage<Loaded> issuer(Outgoing outgoing, String issuer) {
        return Provider.ask(outgoing, issuer).thenCompose(found -> switch (found) {
            case Provider.Found.Good good -> url(outgoing, good.provider().keys());
            case Provider.Found.Bad bad -> CompletableFuture.completedStage(new Loaded.Bad(bad.why()));
        });
    }

    /** From a file. */
    static CompletionStage<Loaded> file(Path file, Executor blocking) {
        try {
            return CompletableFuture.supplyAsync(() -> timed(read(file), FILE), blocking);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedStage(new Loaded.Bad("there is too much to do to read " + file));
        }
    }

    private static Loaded read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(LARGEST + 1);
            return octets.length > LARGEST
                    ? new Loaded.Bad(file + " is larger than " + LARGEST + " octets")
                    : Jwks.read(octets);
        } catch (IOException e) {
            return new Loaded.Bad(file + " cannot be read: " + e);
        }
    }

    private static Loaded timed(Loaded loaded, @Nullable Duration good) {
        return loaded instanceof Loaded.Good it ? new Loaded.Good(it.keys(), good) : loaded;
    }

    /** RFC 9111 section 5.2.2.1; nothing where it says nothing. */
    private static @Nullable Duration maxAge(Heard.Answer answer) {
        String control = String.join(",", answer.headers().allValues("Cache-Control"));
        Matcher age = MAX_AGE.matcher(control);
        return age.find() ? Duration.ofSeconds(Long.parseLong(age.group(1))) : null;
    }
}
