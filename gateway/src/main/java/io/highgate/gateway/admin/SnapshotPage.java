package io.highgate.gateway.admin;

import io.highgate.gateway.http.Reply;
import io.highgate.gateway.snapshot.Snapshot;
import io.highgate.gateway.snapshot.Snapshots.Refusal;
import io.highgate.model.print.NativeYaml;

/**
 * {@code /-/snapshot}: the configuration in force, as a file that reproduces it; what is to be said
 * about it stands in comments. Stateless.
 */
final class SnapshotPage {

    private SnapshotPage() {}

    static Reply of(Operations.Gateway gateway) {
        Snapshot snapshot = gateway.snapshot().get();
        StringBuilder page = new StringBuilder(4096);
        page.append("# version ").append(snapshot.version());
        page.append(", published ").append(snapshot.publishedAt());
        page.append(", ").append(snapshot.inFlight()).append(" requests under way\n");
        Refusal refusal = gateway.snapshots().lastRefusal();
        if (refusal != null) {
            page.append("# REFUSED since then: ").append(refusal.source());
            page.append(" at ").append(refusal.at()).append('\n');
            refusal.problems()
                    .forEach(problem -> page.append("#   ")
                            .append(problem.toString().replaceAll("\\R", " "))
                            .append('\n'));
        }
        gateway.endpoints().discovery().sources().forEach(source -> {
            if (source.sight().problem() != null) {
                page.append("# ").append(source.title()).append(": ");
                page.append(source.sight().problem().replaceAll("\\R", " ")).append('\n');
                source.sight()
                        .problems()
                        .forEach(it -> page.append("#   ")
                                .append(it.toString().replaceAll("\\R", " "))
                                .append('\n'));
            }
        });
        page.append(NativeYaml.print(snapshot.spec()));
        return Reply.of(200, "application/yaml; charset=utf-8", page.toString());
    }
}
