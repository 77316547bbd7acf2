package io.highgate.gateway.identity.sign;

import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A signature as a request brings it. Immutable; the octets are not to be changed.
 *
 * @param version 1 or 2
 * @param hmac 32 octets
 * @param time as it was written: seconds since 1970
 */
public record SignatureFields(int version, byte[] hmac, String time) {

    public static final HeaderName SIGNATURE = HeaderName.of("X-Signature");
    public static final HeaderName TIME = HeaderName.of("X-Signature-Time");
    static final HeaderName TENANT = HeaderName.of("X-Tenant-Id");
    static final HeaderName TRACE = HeaderName.of("X-Trace-Id");

    private static final String V2 = "v2=";
    private static final int DIGITS = 64;

    /** The request's; null if it cannot be read: a field is missing, there twice, or of another form. */
    public static @Nullable SignatureFields read(Headers headers) {
        String signature = only(headers, SIGNATURE);
        String time = only(headers, TIME);
        if (signature == null || time == null || !time.matches("[1-9][0-9]{0,11}")) {
            return null;
        }
        int version = signature.startsWith(V2) ? 2 : 1;
        String digits = version == 2 ? signature.substring(V2.length()) : signature;
        return digits.matches("[0-9a-fA-F]{" + DIGITS + "}")
                ? new SignatureFields(version, HexFormat.of().parseHex(digits), time)
                : null;
    }

    /** The only value of that field; null if there is none, or more than one. */
    static @Nullable String only(Headers headers, HeaderName name) {
        int field = headers.find(name);
        return field < 0 || headers.find(name, field + 1) >= 0 ? null : headers.value(field);
    }

    /** Signs a request, in place of whatever signature it has. */
    static void write(Headers headers, int version, byte[] hmac, String time) {
        String digits = HexFormat.of().formatHex(hmac);
        headers.set(SIGNATURE, version == 2 ? V2 + digits : digits);
        headers.set(TIME, time);
    }

    /** When it was made, in seconds since 1970. */
    public long seconds() {
        return Long.parseLong(time);
    }
}
