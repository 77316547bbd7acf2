package io.highgate.drills.differential;

import io.highgate.drills.process.Child;
import io.highgate.drills.process.Program;
import io.highgate.testkit.Await;
import io.highgate.testkit.Ports;
import io.highgate.testkit.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** nginx, Apache httpd or Node as a process of its own. Thread-safe. */
record OriginProcess(String name, int port, boolean tellsBodies, Child process) implements RealOrigin {

    private static final String NGINX = """
            daemon off;
            master_process off;
            pid nginx.pid;
            error_log stderr crit;
            events { worker_connections 512; }
            http {
              access_log off;
              client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
              uwsgi_temp_path uwsgi; scgi_temp_path scgi;
              large_client_header_buffers 8 64k;
              keepalive_requests 100000;
              server {
                listen 127.0.0.1:PORT;
                add_header X-Seen "$request_method $request_uri" always;
                location / { return 200; }
              }
            }
            """;

    private static final String APACHE = """
            ServerRoot FOLDER
            Listen 127.0.0.1:PORT
            ServerName localhost
            PidFile FOLDER/apache.pid
            DefaultRuntimeDir FOLDER
            ErrorLog FOLDER/error.log
            LoadModule mpm_event_module MODULES/mod_mpm_event.so
            LoadModule authz_core_module MODULES/mod_authz_core.so
            LoadModule headers_module MODULES/mod_headers.so
            DocumentRoot FOLDER/files
            MaxKeepAliveRequests 0
            LimitRequestFieldSize 65536
            AllowEncodedSlashes NoDecode
            HttpProtocolOptions Strict LenientMethods Allow0.9
            Header always set X-Seen "expr=%{THE_REQUEST}"
            """;

    private static final String NODE = """
            require('http').createServer((request, response) => {
              let octets = 0;
              request.on('data', data => { octets += data.length; });
              request.on('end', () => {
                response.setHeader('X-Seen', `${request.method} ${request.url} ${octets}`);
                response.end();
              });
            }).listen(PORT, '127.0.0.1');
            """;

    static OriginProcess nginx(Path below) {
        Program nginx = Program.needed("nginx", "nginx-light");
        Place place = Place.of(below.resolve("nginx"), "nginx.conf", NGINX);
        return start(
                "nginx",
                place,
                List.of(nginx.toString(), "-e", "stderr", "-p", place.folder().toString(), "-c", "nginx.conf"));
    }

    static OriginProcess apache(Path below) {
        Program apache = Program.needed("apache2", "apache2-bin");
        Place place = Place.of(below.resolve("apache"), "apache.conf", APACHE);
        String file = place.folder().resolve("apache.conf").toString();
        return start("apache", place, List.of(apache.toString(), "-X", "-f", file));
    }

    static OriginProcess node(Path below) {
        Program node = Program.needed("node", "nodejs");
        Place place = Place.of(below.resolve("node"), "origin.js", NODE);
        return start("node", place, List.of(node.toString(), "--max-http-header-size=65536", "origin.js"));
    }

    /** Where one of them lives. */
    private record Place(Path folder, int port) {

        static Place of(Path folder, String file, String text) {
            Place place = new Place(folder.toAbsolutePath(), Ports.free());
            try {
                Files.createDirectories(place.folder.resolve("files"));
                Files.writeString(
                        place.folder.resolve(file),
                        text.replace("PORT", Integer.toString(place.port))
                                .replace("FOLDER", place.folder.toString())
                                .replace("MODULES", "/usr/lib/apache2/modules"));
                return place;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static OriginProcess start(String name, Place place, List<String> command) {
        Child child = Child.start(place.folder().resolve("log"), Map.of(), command);
        OriginProcess started = new OriginProcess(name, place.port(), name.equals("node"), child);
        try {
            Await.until(name + " answers", () -> answers(place.port()));
            return started;
        } catch (AssertionError late) {
            started.close();
            throw new AssertionError(name + " said: " + child.output(), late);
        }
    }

    private static boolean answers(int port) {
        try (Wire wire = Wire.to(port)) {
            return wire.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").readHead().contains("X-Seen: GET /");
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
