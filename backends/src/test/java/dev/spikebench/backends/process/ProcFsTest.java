package dev.spikebench.backends.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProcFsTest {
  private static final String STATUS =
      "Name:\tserver VmRSS: 1\nState:\tS (sleeping)\nVmHWM:\t  204800 kB\nVmRSS:\t   61234 kB\n"
          + "voluntary_ctxt_switches:\t17\nnonvoluntary_ctxt_switches:\t4";

  @Test
  void theNumberAfterANameIsFound() {
    assertThat(ProcFs.number(STATUS, "VmRSS")).isEqualTo(61_234);
    assertThat(ProcFs.number(STATUS, "VmHWM")).isEqualTo(204_800);
    assertThat(ProcFs.number("read_bytes: 5\n", "read_bytes")).isEqualTo(5);
  }

  @Test
  void aNameMustStandAtTheStartOfALine() {
    assertThat(ProcFs.number(STATUS, "voluntary_ctxt_switches")).isEqualTo(17);
    assertThat(ProcFs.number(STATUS, "nonvoluntary_ctxt_switches")).isEqualTo(4);
    assertThat(ProcFs.number(STATUS, "tary_ctxt_switches")).isNull();
  }

  @Test
  void whatIsNoNumberIsNothing() {
    assertThat(ProcFs.number(STATUS, "State")).isNull();
    assertThat(ProcFs.number(STATUS, "Threads")).isNull();
    assertThat(ProcFs.number("", "Threads")).isNull();
  }

  @Test
  void statIsReadPastANameWithSpacesAndParentheses() {
    ProcStat stat =
        ProcStat.parse(
            "42 (a (b) c) S 7 42 42 0 -1 4194304 900 80 3 2 11 13 5 1 20 0 38 0 123456 99 15000 0");
    assertThat(stat).isEqualTo(new ProcStat('S', 7, 30, 6, 5, 38, 123_456));
  }
}
