package io.highgate.drills;

import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.Program;
import io.highgate.drills.process.Ran;
import io.highgate.drills.process.RunningGateway;
import java.awt.Color;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A page with all its parts in a real browser, through the gateway. */
class BrowserTest {

    private static final String ARRIVED = """
            script imported
            style rgb(0, 102, 51)
            pictures 320x200 320x200
            fetched name=caf%C3%A9 true
            posted 200000
            events 1-2-3""";

    @TempDir
    Path folder;

    private Program chromium;

    @BeforeEach
    void findBrowser() {
        chromium = Program.needed("chromium", "chromium");
    }

    @Test
    void aPageArrivesWithStyleScriptsPicturesFetchesAndEvents() {
        try (BrowsedPage page = new BrowsedPage();
                RunningGateway gateway = gatewayBefore(page)) {
            Ran browser = browse("--dump-dom", url(gateway));
            assertThat(page.report()).as(browser.err()).isEqualTo(ARRIVED);
            assertThat(browser.out()).contains("<li>events 1-2-3</li>").contains("<li>posted 200000</li>");
            assertThat(gateway.metric("highgate_route_requests_total{route=\"page\",status=\"5xx\"}"))
                    .isZero();
        }
    }

    @Test
    void thePageIsSeenAsItsStyleSays() throws Exception {
        Path picture = folder.resolve("seen.png");
        try (BrowsedPage page = new BrowsedPage();
                RunningGateway gateway = gatewayBefore(page)) {
            Ran browser = browse("--window-size=800,600", "--screenshot=" + picture, url(gateway));
            assertThat(picture).as(browser.err()).exists();
            assertThat(new Color(ImageIO.read(picture.toFile()).getRGB(790, 590)))
                    .isEqualTo(new Color(0, 102, 51));
        }
    }

    @Test
    void aPageThatIsNotThereShowsTheGatewaysAnswer() {
        try (BrowsedPage page = new BrowsedPage();
                RunningGateway gateway = gatewayBefore(page)) {
            Ran browser = browse("--dump-dom", "http://127.0.0.1:" + gateway.port() + "/nowhere");
            assertThat(browser.out().toUpperCase(Locale.ROOT)).contains("NO_ROUTE");
        }
    }

    private RunningGateway gatewayBefore(BrowsedPage page) {
        return GatewaySetup.in(folder).start("""
                upstreams: {page: {endpoints: '%s'}}
                routes: [{name: page, path: '/site/{*rest}', upstream: page, rewrite: '/{rest}'}]
                """.formatted(page.address()));
    }

    private static String url(RunningGateway gateway) {
        return "http://127.0.0.1:" + gateway.port() + "/site/index.html";
    }

    /** A browser that knows nothing and calls nobody but the gateway. */
    private Ran browse(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                chromium.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-proxy-server",
                "--user-data-dir=" + folder.resolve("profile")));
        command.addAll(List.of(arguments));
        return Ran.of(command, "");
    }
}
