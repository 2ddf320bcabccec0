package org.sallyport.api.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.api.wrap.ShimPlan.Step;

final class ShimPlanTest {
  @Test
  void stepsAreFieldsWithALetter() {
    var plan =
        new ShimPlan(
            List.of(
                new Step.Open(Path.of("/run/x")),
                new Step.Word("wörd"),
                new Step.Descriptor(0),
                new Step.Put("TZ", "a=b"),
                new Step.Forget("http_proxy"),
                new Step.Ignore("INT")));
    byte[] bytes = HexFormat.of().parseHex(plan.hexadecimal());
    assertThat(new String(bytes, StandardCharsets.UTF_8))
        .isEqualTo("f/run/x\0wwörd\0d0\0sTZ=a=b\0uhttp_proxy\0iINT\0");
  }

  @Test
  void stepCannotSmuggleAnother() {
    var steps = List.<Step>of(new Step.Word("a\0w/bin/sh"));
    assertThatThrownBy(() -> new ShimPlan(steps)).isInstanceOf(IllegalArgumentException.class);
  }
}
