package io.highgate.app.cli;

/** What the program's exit code means; part of its interface, as scripts rely on it. */
final class ExitCode {

    static final int OK = 0;
    /** What was looked at is wrong: the configuration, or what the demo answered. */
    static final int PROBLEMS = 1;
    /** The command line was not understood, or something is missing from it. */
    static final int USAGE = 2;
    /** Something in the surroundings is in the way: a port is taken, a file cannot be written. */
    static final int NOT_STARTED = 3;
    /** A defect in Highgate. */
    static final int DEFECT = 4;

    private ExitCode() {}
}
