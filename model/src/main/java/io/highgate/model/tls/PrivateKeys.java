package io.highgate.model.tls;

import io.highgate.base.unit.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Reads private keys: PKCS#8 (RFC 5958), plain or encrypted, and the unencrypted older forms PKCS#1
 * and SEC1 (RFC 5915), which are put into PKCS#8 for the platform. Stateless; no message ever holds a
 * part of a key or password.
 */
final class PrivateKeys {

    private static final byte[] RSA = hex("300d06092a864886f70d0101010500");
    private static final byte[] EC_OID = hex("06072a8648ce3d0201");

    private PrivateKeys() {}

    static PrivateKey read(String file, @Nullable Secret password) throws Unusable {
        List<Pem> keys = Pem.read(file).stream()
                .filter(it -> it.label().endsWith("PRIVATE KEY"))
                .toList();
        if (keys.size() != 1) {
            throw new Unusable(file + " holds " + keys.size() + " private keys; exactly one is wanted");
        }
        Pem pem = keys.getFirst();
        if (pem.headers().contains("ENCRYPTED")) {
            throw new Unusable(file + " is encrypted in the old way; make it PKCS#8 with: openssl pkcs8 -topk8");
        }
        return switch (pem.label()) {
            case "PRIVATE KEY" -> plain(pem.der(), file);
            case "RSA PRIVATE KEY" -> plain(wrap(RSA, pem.der()), file);
            case "EC PRIVATE KEY" -> plain(wrap(ecAlgorithm(pem.der(), file), pem.der()), file);
            case "ENCRYPTED PRIVATE KEY" -> encrypted(pem.der(), file, password);
            default -> throw new Unusable(file + " holds a key of the kind " + pem.label() + "; RSA or EC is wanted");
        };
    }

    private static PrivateKey encrypted(byte[] der, String file, @Nullable Secret password) throws Unusable {
        if (password == null) {
            throw new Unusable(file + " is encrypted; give its keyPassword");
        }
        PBEKeySpec secret = new PBEKeySpec(password.reveal().toCharArray());
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
            String algorithm = info.getAlgParameters() == null
                    ? info.getAlgName()
                    : info.getAlgParameters().toString();
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(secret),
                    info.getAlgParameters());
            return plain(info.getKeySpec(cipher).getEncoded(), file);
        } catch (java.security.InvalidKeyException | java.security.spec.InvalidKeySpecException e) {
            throw new Unusable("the keyPassword does not open " + file, e);
        } catch (IOException | GeneralSecurityException e) {
            throw new Unusable(file + " is encrypted in a way that is not understood; PBES2 with AES is", e);
        } finally {
            secret.clearPassword();
        }
    }

    private static PrivateKey plain(byte[] pkcs8, String file) throws Unusable {
        PrivateKey key = read(pkcs8, "RSA");
        if (key == null) {
            key = read(pkcs8, "EC");
        }
        if (key == null) {
            throw new Unusable(file + " holds neither an RSA nor an EC key, or is damaged");
        }
        return key;
    }

    private static @Nullable PrivateKey read(byte[] pkcs8, String algorithm) {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException notThisOne) {
            return null;
        }
    }

    /** SEC1 names its curve in the element [0]; PKCS#8 wants it in the algorithm. */
    private static byte[] ecAlgorithm(byte[] sec1, String file) throws Unusable {
        for (int i = 0; i + 4 < sec1.length; i++) {
            int length = sec1[i + 3];
            boolean curve = sec1[i] == (byte) 0xa0 && sec1[i + 2] == 0x06 && sec1[i + 1] == length + 2;
            if (curve && length > 0 && i + 4 + length <= sec1.length) {
                byte[] oid = Arrays.copyOfRange(sec1, i + 2, i + 4 + length);
                return element(0x30, join(EC_OID, oid));
            }
        }
        throw new Unusable(file + " does not name its curve; make it PKCS#8 with: openssl pkcs8 -topk8 -nocrypt");
    }

    private static byte[] wrap(byte[] algorithm, byte[] key) {
        byte[] version = {0x02, 0x01, 0x00};
        return element(0x30, join(version, algorithm, element(0x04, key)));
    }

    private static byte[] element(int tag, byte[] content) {
        int length = content.length;
        byte[] head = length < 0x80
                ? new byte[] {(byte) tag, (byte) length}
                : length < 0x100
                        ? new byte[] {(byte) tag, (byte) 0x81, (byte) length}
                        : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
        return join(head, content);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] hex(String text) {
        return java.util.HexFormat.of().parseHex(text);
    }
}
