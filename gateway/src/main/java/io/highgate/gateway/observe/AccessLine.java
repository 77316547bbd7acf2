package io.highgate.gateway.observe;

import io.highgate.gateway.exchange.ClientIdentity;
import io.highgate.gateway.exchange.Security;
import io.highgate.model.spec.AccessLogSpec.Format;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** How a line of the access log is written. Stateless. */
final class AccessLine {

    private static final JsonFactory JSON = new JsonFactory();
    private static final ZoneId ZONE = ZoneOffset.UTC;
    private static final DateTimeFormatter CLF = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZONE);

    private AccessLine() {}

    /** The entry as a line, with its line feed. */
    static String of(Format format, AccessEntry entry) {
        return (format == Format.JSON ? json(entry) : combined(entry)) + "\n";
    }

    private static String json(AccessEntry e) {
        StringWriter out = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("time", e.at().toString());
            json.writeStringProperty("client", e.client());
            text(json, "caller", e.caller());
            text(json, "tenant", e.tenant());
            json.writeStringProperty("method", e.method());
            json.writeStringProperty("target", e.target());
            json.writeStringProperty("protocol", e.protocol());
            json.writeStringProperty("host", e.host());
            json.writeNumberProperty("status", e.status());
            json.writeNumberProperty("bytes_in", e.bytesIn());
            json.writeNumberProperty("bytes_out", e.bytesOut());
            text(json, "route", e.route());
            text(json, "upstream", e.upstream());
            text(json, "endpoint", e.endpoint());
            text(json, "reason", e.reason());
            text(json, "request_id", e.requestId());
            text(json, "referer", e.referer());
            text(json, "user_agent", e.userAgent());
            security(json, e.security());
            millis(json, "total_ms", e.totalNanos());
            millis(json, "queued_ms", e.queuedNanos());
            millis(json, "waited_ms", e.waitedNanos());
            millis(json, "delayed_ms", e.delayedNanos());
            socket(json, e.socket());
            json.writeEndObject();
        }
        return out.toString();
    }

    private static void socket(JsonGenerator json, AccessEntry.@Nullable Socket socket) {
        if (socket != null) {
            json.writeNumberProperty("messages_in", socket.messagesIn());
            json.writeNumberProperty("messages_out", socket.messagesOut());
            if (socket.closeCode() != 0) {
                json.writeNumberProperty("close_code", socket.closeCode());
            }
        }
    }

    private static void security(JsonGenerator json, @Nullable Security security) {
        if (security == null) {
            return;
        }
        text(json, "tls_version", security.version());
        text(json, "tls_cipher", security.cipher());
        text(json, "tls_server_name", security.serverName());
        ClientIdentity client = security.client();
        if (client != null) {
            text(json, "client_certificate_subject", client.subject());
            text(json, "client_certificate_sha256", client.sha256());
            text(json, "client_certificate_names", client.names());
        }
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    private static void millis(JsonGenerator json, String name, long nanos) {
        if (nanos >= 0) {
            json.writeNumberProperty(name, nanos / 1e6);
        }
    }

    private static String combined(AccessEntry e) {
        return e.client() + " - " + user(e.caller()) + " [" + CLF.format(e.at()) + "] \"" + e.method() + " "
                + quoted(e.target()) + " "
                + e.protocol() + "\" " + e.status() + " " + e.bytesOut() + " \"" + quoted(e.referer()) + "\" \""
                + quoted(e.userAgent()) + "\"";
    }

    /** A field of its own, so without spaces. */
    private static String user(@Nullable String caller) {
        return quoted(caller).replace(' ', '_');
    }

    /** Neither a quote nor an octet outside ASCII may break a line apart. */
    private static String quoted(@Nullable String value) {
        if (value == null) {
            return "-";
        }
        StringBuilder safe = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                safe.append(String.format(Locale.ROOT, "\\x%02X", (int) c & 0xff));
            } else {
                safe.append(c);
            }
        }
        return safe.toString();
    }
}
