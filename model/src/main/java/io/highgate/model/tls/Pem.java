package io.highgate.model.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The blocks of a PEM file (RFC 7468); text around them is passed over. Immutable.
 *
 * @param label what stands behind BEGIN
 * @param headers the lines of an old-style encrypted key, else empty
 */
record Pem(String label, String headers, byte[] der) {

    /** Hundreds of authorities fit in; a file that is larger is none of certificates. */
    private static final int LARGEST = 2 * 1024 * 1024;

    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN ([A-Z0-9 ]{1,40})-----\\s*((?:[A-Za-z-]+: [^\\n]*\\n)*)([A-Za-z0-9+/=\\s]*+)-----END \\1-----");

    /** All blocks of a file, in order. */
    static List<Pem> read(String file) throws Unusable {
        String text = text(file);
        List<Pem> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            try {
                byte[] der = Base64.getMimeDecoder().decode(block.group(3));
                blocks.add(new Pem(block.group(1), block.group(2), der));
            } catch (IllegalArgumentException e) {
                throw new Unusable("a block in " + file + " is not Base64", e);
            }
        }
        if (blocks.isEmpty()) {
            throw new Unusable(file + " holds no PEM block (-----BEGIN ...-----)");
        }
        return blocks;
    }

    private static String text(String file) throws Unusable {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new Unusable(file + " is larger than " + LARGEST + " bytes");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new Unusable("there is no file " + file, e);
        } catch (AccessDeniedException e) {
            throw new Unusable("this process may not read " + file, e);
        } catch (IOException | InvalidPathException e) {
            throw new Unusable(file + " cannot be read", e);
        }
    }
}
