package io.highgate.center.api.call;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A request is not granted; says so in words that whoever asked may read. Immutable. */
public final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient List<String> problems;
    private final transient Map<String, String> headers;

    private Refused(int status, String code, String message, List<String> problems, Map<String, String> headers) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.problems = List.copyOf(problems);
        this.headers = Map.copyOf(headers);
    }

    private static Refused of(int status, String code, String message) {
        return new Refused(status, code, message, List.of(), Map.of());
    }

    /** All that is wrong with what was sent, each with its place. */
    public static Refused bad(List<String> problems) {
        return new Refused(400, "BAD_REQUEST", String.join("; ", problems), problems, Map.of());
    }

    /** Nobody knows who asks. */
    public static Refused unknown(String why) {
        Map<String, String> challenge =
                Map.of("WWW-Authenticate", "Bearer, Basic realm=\"highgate\", charset=\"UTF-8\"");
        return new Refused(401, "UNAUTHORIZED", why, List.of(), challenge);
    }

    /** It is known who asks, and they may not. */
    public static Refused forbidden(String why) {
        return of(403, "FORBIDDEN", why);
    }

    public static Refused notFound(String what) {
        return of(404, "NOT_FOUND", what);
    }

    /** Not there, under a code of its own. */
    public static Refused missing(String code, String what) {
        return of(404, code, what);
    }

    /** The path is there, the method is not. */
    public static Refused wrongMethod(String allow) {
        return new Refused(405, "METHOD_NOT_ALLOWED", "allowed here: " + allow, List.of(), Map.of("Allow", allow));
    }

    public static Refused conflict(String why) {
        return of(409, "CONFLICT", why);
    }

    /** Somebody has changed it since. */
    public static Refused stale(String why) {
        return of(412, "PRECONDITION_FAILED", why);
    }

    public static Refused tooLarge(long most) {
        return of(413, "TOO_LARGE", "the body is longer than " + most + " octets");
    }

    /** The body is no JSON by its own account. */
    public static Refused wrongType() {
        return of(415, "UNSUPPORTED_TYPE", "Content-Type must be application/json, in UTF-8");
    }

    /** Too often; again after this time. */
    public static Refused tooOften(String why, Duration wait) {
        return new Refused(429, "RATE_LIMIT", why, List.of(), after(wait));
    }

    /** What knows cannot be asked now. */
    public static Refused away(String code, String why, Duration wait) {
        return new Refused(503, code, why, List.of(), after(wait));
    }

    /** A defect: the log has more, under the request's id. */
    public static Refused defect() {
        return of(500, "INTERNAL", "this went wrong here; the log says more under the request's id");
    }

    private static Map<String, String> after(Duration wait) {
        return Map.of("Retry-After", Long.toString(Math.max(1, (wait.toMillis() + 999) / 1000)));
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** Its message; never null, unlike that of other exceptions. */
    public String words() {
        return String.valueOf(getMessage());
    }

    public List<String> problems() {
        return problems;
    }

    /** Header fields to be sent with it. */
    public Map<String, String> headers() {
        return headers;
    }
}
