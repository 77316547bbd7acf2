package io.highgate.model.text;

import io.highgate.base.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class SourceTextTest {

    private final Problems problems = new Problems();

    @TempDir
    Path folder;

    private String onlyProblem(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("f.yaml"), content);
        assertThat(SourceText.load(file, problems)).isNull();
        assertThat(problems.all()).hasSize(1);
        return problems.all().getFirst().toString();
    }

    @Test
    void aByteOrderMarkIsNotPartOfTheText() throws IOException {
        Path file = Files.writeString(folder.resolve("f.yaml"), "\uFEFFa: ü");
        assertThat(SourceText.load(file, problems)).isEqualTo(new SourceText(file.toString(), "a: ü"));
    }

    @Test
    void namesTheByteThatIsNotUtf8() throws IOException {
        assertThat(onlyProblem(new byte[] {'a', ':', '\n', 'b', (byte) 0xfc, 'x'}))
                .contains("f.yaml:2:2: is not UTF-8: byte 0xFC at offset 4");
    }

    @Test
    void namesACharacterCutOffAtTheEnd() throws IOException {
        byte[] cut = "a: ü".getBytes(UTF_8);
        assertThat(onlyProblem(java.util.Arrays.copyOf(cut, cut.length - 1))).contains("byte 0xC3 at offset 3");
    }

    @Test
    void recognisesUtf16() throws IOException {
        assertThat(onlyProblem("a: b".getBytes(UTF_16))).contains("it looks like UTF-16");
    }

    @Test
    void refusesMoreThanSixteenMebibytes() throws IOException {
        assertThat(onlyProblem(new byte[(16 << 20) + 1])).contains("larger than 16MiB");
    }

    @Test
    void namesAFileThatIsNotThere() {
        assertThat(SourceText.load(folder.resolve("none.yaml"), problems)).isNull();
        assertThat(problems.all().getFirst().toString()).contains("none.yaml: there is no such file");
    }

    @Test
    void refusesADirectory() {
        assertThat(SourceText.load(folder, problems)).isNull();
        assertThat(problems.all().getFirst().message()).contains("is a directory");
    }
}
