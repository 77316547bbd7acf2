package io.highgate.gateway.upstream.discover;

import io.highgate.model.read.EndpointFile;
import io.highgate.model.spec.DiscoverSpec;
import io.highgate.model.spec.EndpointSpec;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Endpoints as a file lists them. It is read when somebody says that it has changed; a broken one
 * changes nothing. Thread-safe.
 */
final class FileSource extends Source {

    private final Path file;
    private final boolean secure;
    private final AtomicBoolean ended = new AtomicBoolean();

    /** @param secure whether the upstream encrypts its connections */
    FileSource(DiscoverSpec.File spec, boolean secure, Means means) {
        super("file " + spec.path(), spec, means);
        this.file = Path.of(spec.path()).toAbsolutePath().normalize();
        this.secure = secure;
    }

    Path file() {
        return file;
    }

    @Override
    CompletableFuture<?> begin() {
        look();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    void end() {
        ended.set(true);
    }

    /** One look at a time, so that an older one does not come last. */
    @Override
    synchronized void look() {
        if (ended.get()) {
            return;
        }
        EndpointFile.Result result = EndpointFile.read(file, most(), secure);
        List<EndpointSpec> endpoints = result.endpoints();
        if (endpoints == null) {
            failed("the file cannot be used", result.problems());
            return;
        }
        Set<Found> found = new LinkedHashSet<>();
        endpoints.forEach(it -> found.add(new Found(it, null, Found.By.FILE)));
        saw(found, null, result.problems());
    }
}
