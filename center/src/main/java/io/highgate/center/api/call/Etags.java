package io.highgate.center.api.call;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Entity tags (RFC 9110, section 8.8.3) and the conditions on them. Stateless. */
public final class Etags {

    private static final int OCTETS = 12;

    private Etags() {}

    /** The tag of a version. */
    public static String of(long version) {
        return "\"v" + version + "\"";
    }

    /** The tag of a body. */
    public static String of(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return "\"" + HexFormat.of().formatHex(digest, 0, OCTETS) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Refuses a change that was based on something else than what has this tag. */
    public static void check(Ask ask, String tag) throws Refused {
        String wanted = ask.header("If-Match");
        if (wanted != null && !names(wanted, tag, false)) {
            throw Refused.stale("it has changed: its ETag is " + tag + " now");
        }
    }

    /** An answer to GET with its tag, or 304 if the caller has it already. */
    public static Answer.Whole tagged(Ask ask, Answer.Whole answer) {
        String had = answer.headers().get("ETag");
        String tag = had == null ? of(answer.body()) : had;
        String known = ask.header("If-None-Match");
        Answer.Whole tagged = (Answer.Whole) answer.with("ETag", tag);
        return answer.status() == 200 && names(known, tag, true)
                ? new Answer.Whole(304, tagged.headers(), new byte[0])
                : tagged;
    }

    private static boolean names(@Nullable String list, String tag, boolean weak) {
        if (list == null) {
            return false;
        }
        for (String one : list.split(",", -1)) {
            String name = one.strip();
            if (name.equals("*") || name.equals(tag) || weak && name.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }
}
