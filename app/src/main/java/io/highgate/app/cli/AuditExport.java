package io.highgate.app.cli;

import io.highgate.app.center.ask.AuditSpan;
import io.highgate.app.center.ask.CenterClient;
import io.highgate.app.center.ask.NotDone;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Saves the audit log: the file is there when it is complete, and not before. Confined to one thread. */
record AuditExport(PrintWriter out, PrintWriter err) {

    private static final String STANDARD_OUTPUT = "-";

    int save(CenterClient center, AuditSpan span, Path file) throws NotDone, InterruptedException {
        try {
            if (file.toString().equals(STANDARD_OUTPUT)) {
                print(center, span);
            } else {
                write(center, span, file);
            }
            return ExitCode.OK;
        } catch (IOException | UncheckedIOException e) {
            err.println("not done: cannot write " + file + ": " + e.getMessage());
            return ExitCode.NOT_STARTED;
        }
    }

    private void print(CenterClient center, AuditSpan span) throws NotDone, InterruptedException, IOException {
        try (Printing printing = new Printing(out)) {
            center.exportAudit(span, printing);
        }
    }

    private void write(CenterClient center, AuditSpan span, Path file)
            throws NotDone, InterruptedException, IOException {
        Path whole = file.toAbsolutePath();
        Path part = whole.resolveSibling(whole.getFileName() + ".part");
        try {
            long count;
            try (Lines lines = new Lines(new BufferedOutputStream(Files.newOutputStream(part)))) {
                center.exportAudit(span, lines);
                count = lines.count;
            }
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
            out.println(count + (count == 1 ? " entry" : " entries") + " saved in " + file);
            out.flush();
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Counts the lines that pass. */
    private static final class Lines extends FilterOutputStream {

        private long count;

        Lines(OutputStream to) {
            super(to);
        }

        @Override
        public void write(byte[] octets, int from, int length) throws IOException {
            for (int i = from; i < from + length; i++) {
                count += octets[i] == '\n' ? 1 : 0;
            }
            out.write(octets, from, length);
        }
    }

    /** Prints octets of UTF-8 line by line, so that no character is cut where a part of the answer ends. */
    private static final class Printing extends OutputStream {

        private final PrintWriter to;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        Printing(PrintWriter to) {
            this.to = to;
        }

        @Override
        public void write(int octet) throws IOException {
            if (octet == '\n') {
                to.println(line.toString(StandardCharsets.UTF_8));
                line.reset();
                if (to.checkError()) {
                    throw new IOException("nobody reads it any more");
                }
            } else {
                line.write(octet);
            }
        }

        @Override
        public void close() {
            to.print(line.toString(StandardCharsets.UTF_8));
            to.flush();
        }
    }
}
