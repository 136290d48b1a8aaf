package org.elbosurgery.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.elbosurgery.framework.contract.Contract;
import org.elbosurgery.framework.contract.Rule;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The page of a contract")
final class ContractPagesTest {

  static List<Contract<?>> contracts() {
    return Contract.all();
  }

  @ParameterizedTest
  @MethodSource("contracts")
  @DisplayName("says what the rules say")
  void saysWhatTheRulesSay(Contract<?> contract) throws IOException {
    String file = contract.kind() + ".md";
    Path generated = Files.createDirectories(Path.of("target", "spi")).resolve(file);
    Files.writeString(generated, ContractPage.text(contract));

    assertThat(Path.of("spi", file))
        .as("docs/spi/%s; bring it up to date by: cp docs/target/spi/*.md docs/spi/", file)
        .hasSameTextualContentAs(generated);
  }

  @ParameterizedTest
  @MethodSource("contracts")
  @DisplayName("has sentences in the words of RFC 2119, with SHOULD for what is optional")
  void speaksRfc2119(Contract<?> contract) {
    for (Rule rule : contract.rules()) {
      String word =
          switch (rule.strength()) {
            case REQUIRED, STOCHASTIC -> "MUST";
            case OPTIONAL -> "SHOULD";
          };
      assertThat(rule.statement()).as(rule.number()).contains(word).endsWith(".");
      assertThat(rule.intent()).as(rule.number()).endsWith(".");
    }
  }
}
