package org.elbosurgery.framework.npy;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.elbosurgery.api.ElboException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beginnings of files as their formats say them. */
@DisplayName("A file of a format that is not read")
final class ForeignFormatTest {

  @TempDir private Path folder;

  private static final String HEX = "hex ";

  private Path file(String name, String beginning) throws IOException {
    byte[] bytes =
        beginning.startsWith(HEX)
            ? HexFormat.of().parseHex(beginning.substring(HEX.length()))
            : beginning.getBytes(StandardCharsets.ISO_8859_1);
    return Files.write(folder.resolve(name), bytes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x.h5          | hex 894844460d0a1a0a00000000     | h5py.File('x.h5')['NAME'][()]",
        "v73.mat       | MATLAB 7.3 MAT-file, Platform: x | h5py.File('v73.mat')['NAME'][()]",
        "v5.mat        | MATLAB 5.0 MAT-file, Platform: x | scipy.io.loadmat('v5.mat')['NAME']",
        "old.pt        | hex 80028a0a6cfc9c46f9206aa85019 | torch.load('old.pt')",
        "it's.pkl      | hex 8004950000000000             | open('it\\'s.pkl', 'rb')",
        "m.safetensors | hex 40000000000000007b226d65616e | safetensors.numpy.load_file('m.safe",
        "x.csv         | 0.5,1.5e-3,-2                    | numpy.loadtxt('x.csv', delimiter=',')",
        "x.amat        | 0.000 1.000 0.500                | numpy.loadtxt('x.amat')",
      })
  @DisplayName("is named, with the line of Python that converts it")
  void named(String name, String beginning, String line) throws IOException {
    Path file = file(name, beginning);
    assertThatThrownBy(() -> NpyArray.read(file))
        .isInstanceOf(ElboException.class)
        .hasMessageStartingWith(file + " is ")
        .hasMessageContaining("which is not read; convert it in Python: import numpy")
        .hasMessageContaining(line);
    assertThatThrownBy(() -> Npz.names(file)).hasMessageContaining(line);
  }

  @Test
  @DisplayName("is known even where it is a zip, as PyTorch writes since 1.6")
  void torch() throws IOException {
    Path file = folder.resolve("m.pt");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("archive/data.pkl"));
    }
    assertThatThrownBy(() -> Npz.names(file))
        .hasMessageContaining("is a PyTorch file")
        .hasMessageContaining("numpy.save('m.npy', torch.load('m.pt')['NAME']");
  }

  @Test
  @DisplayName("is not seen in the files that are read")
  void ours() {
    assertThatCode(() -> ForeignFormat.refuse(NpyFixtures.path("float32.npy")))
        .doesNotThrowAnyException();
    assertThatCode(() -> ForeignFormat.refuse(NpyFixtures.path("stored.npz")))
        .doesNotThrowAnyException();
  }
}
