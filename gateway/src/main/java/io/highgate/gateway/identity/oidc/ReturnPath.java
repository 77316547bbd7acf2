package io.highgate.gateway.identity.oidc;

/** Where a browser goes after its login: a path here and nowhere else (no open redirect). Pure. */
final class ReturnPath {

    /** The cookie that holds it must stay well below what browsers and servers take. */
    private static final int LONGEST = 1024;

    private static final String START = "/";

    private ReturnPath() {}

    /** The same, if it is a path that every browser takes for one on this host; else the start. */
    static String local(String target) {
        boolean path = target.startsWith("/")
                && !target.startsWith("//")
                && target.length() <= LONGEST
                && target.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\');
        return path ? target : START;
    }
}
