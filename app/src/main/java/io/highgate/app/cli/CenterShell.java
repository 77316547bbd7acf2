package io.highgate.app.cli;

import io.highgate.app.center.show.Screen;
import io.highgate.app.center.show.Watching;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;

/**
 * What commands that talk to a center have around them. Immutable.
 *
 * @param here the folder below which a center of this machine keeps its state
 * @param rest lets so much time pass between two looks
 */
record CenterShell(
        Map<String, String> environment,
        Path here,
        Screen screen,
        InstantSource clock,
        Function<Duration, Watching.Rest> rest) {

    static CenterShell system(Map<String, String> environment, Path here) {
        return new CenterShell(environment, here, Screen.system(), InstantSource.system(), pause -> () -> {
            Thread.sleep(pause);
            return true;
        });
    }

    CenterPlace place() {
        return new CenterPlace(this);
    }

    Paint paint() {
        return Paint.of(environment);
    }
}
