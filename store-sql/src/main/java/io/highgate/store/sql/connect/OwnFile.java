package io.highgate.store.sql.connect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file for nobody but this user, made before the database opens it: there are hashes of passwords in
 * it. Stateless.
 */
final class OwnFile {

    private OwnFile() {}

    static void make(Path file) {
        try {
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder, own(file, "rwx------"));
            }
            Files.createFile(file, own(file, "rw-------"));
        } catch (FileAlreadyExistsException there) {
            // Whoever made it has decided who may read it.
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + file + " of the database cannot be made", e);
        }
    }

    private static FileAttribute<?>[] own(Path file, String permissions) {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions);
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)};
    }
}
