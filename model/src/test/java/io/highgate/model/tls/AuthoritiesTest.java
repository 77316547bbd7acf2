package io.highgate.model.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Files with authorities that are of no use; those that are stand in the tests of who asks. */
class AuthoritiesTest {

    @TempDir
    private Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void filesThatCannotBeUsedAreNamedAllAtOnceEachWithItsPlace() throws IOException {
        List<String> files = List.of(
                folder.resolve("none.pem").toString(),
                file("empty.pem", ""),
                file("key.pem", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"),
                file("torn.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));

        assertThatThrownBy(() -> Authorities.trusting("registries.nacos.trust", files))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("registries.nacos.trust[0]: there is no file " + files.get(0)
                        + "; registries.nacos.trust[1]: " + files.get(1) + " holds no PEM block (-----BEGIN ...-----)"
                        + "; registries.nacos.trust[2]: " + files.get(2) + " holds no certificate"
                        + "; registries.nacos.trust[3]: certificate 1 in " + files.get(3) + " is damaged");
    }

    @Test
    void withoutFilesThoseOfTheJvmCount() {
        assertThat(Authorities.trusting("registries.nacos.trust", List.of())).isNull();
    }
}
