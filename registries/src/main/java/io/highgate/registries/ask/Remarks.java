package io.highgate.registries.ask;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is strange in what a registry says, in the log: each thing once, and not more than {@link #MOST}
 * things, for there may be thousands. Thread-safe.
 */
public final class Remarks {

    /** Whoever has read so many needs no more to know what is wrong. */
    static final int MOST = 200;

    private static final Logger LOG = LoggerFactory.getLogger(Remarks.class);
    private static final int LONGEST = 400;

    private final String title;
    private final Set<String> said = new HashSet<>();

    /** @param title of the registry */
    public Remarks(String title) {
        this.title = title;
    }

    /** Says it, if it was not said before. */
    public void say(String remark) {
        String line = plain(remark);
        boolean news;
        synchronized (said) {
            news = said.size() < MOST && said.add(line);
        }
        if (news) {
            LOG.warn("{}: {}", title, line);
        }
    }

    /** On one line, and not too long: others wrote parts of it. */
    private static String plain(String remark) {
        StringBuilder plain = new StringBuilder();
        remark.codePoints()
                .limit(LONGEST)
                .forEach(c -> plain.appendCodePoint(Character.isISOControl(c) || isLineEnd(c) ? '?' : c));
        return plain.toString();
    }

    private static boolean isLineEnd(int c) {
        return c == '\u2028' || c == '\u2029';
    }
}
