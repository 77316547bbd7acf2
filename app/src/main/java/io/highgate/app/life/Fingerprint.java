package io.highgate.app.life;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * A digest of what a set of files holds, so that a touched but unchanged file is no change. Times
 * and inodes do not count: an atomic rename, a write in place and a switched symbolic link all look
 * the same. Immutable.
 */
public record Fingerprint(String digest) {

    private static final HexFormat HEX = HexFormat.of();

    /** This one and what files hold that a configuration names; the same as this one if it names none. */
    public Fingerprint with(Set<Path> named) {
        return named.isEmpty()
                ? this
                : new Fingerprint(digest + of(named.stream().sorted().toList()).digest());
    }

    /** Digests files, and the files directly in folders; one that cannot be read counts as such. */
    static Fingerprint of(List<Path> paths) {
        MessageDigest digest = sha256();
        for (Path path : paths) {
            for (Path file : files(path)) {
                add(digest, file);
            }
        }
        return new Fingerprint(HEX.formatHex(digest.digest()));
    }

    /** The first eight digits of a text's digest, for names. */
    static String shortDigest(String text) {
        return HEX.formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)))
                .substring(0, 8);
    }

    private static List<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        List<Path> files = new ArrayList<>();
        // Kubernetes keeps the versions of a mounted ConfigMap in entries that begin with a dot.
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path, "[!.]*")) {
            entries.forEach(files::add);
        } catch (IOException | java.nio.file.DirectoryIteratorException unreadable) {
            return List.of(path);
        }
        Collections.sort(files);
        return files;
    }

    private static void add(MessageDigest digest, Path file) {
        byte[] name = file.toString().getBytes(StandardCharsets.UTF_8);
        byte[] content;
        byte found = 1;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException unreadable) {
            content = unreadable.getClass().getName().getBytes(StandardCharsets.UTF_8);
            found = 0;
        }
        digest.update(name);
        digest.update(new byte[] {0, found});
        digest.update(Integer.toString(content.length).getBytes(StandardCharsets.US_ASCII));
        digest.update((byte) 0);
        digest.update(content);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
