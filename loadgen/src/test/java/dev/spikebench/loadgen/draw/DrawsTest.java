package dev.spikebench.loadgen.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DrawsTest {
  private static final int DRAWS = 100_000;

  @Test
  void anyPlaceOfTheJavaPlatformsSequenceCanBeAskedFor() {
    for (long seed : new long[] {0, 1, -1, Long.MIN_VALUE, 42}) {
      SplittableRandom random = new SplittableRandom(seed);
      for (int place = 0; place < 1_000; place++) {
        assertThat(Draws.splittable(seed, place)).isEqualTo(random.nextLong());
      }
    }
  }

  @Test
  void anEventsNumbersDependOnItsIndexAlone() {
    Draws inOrder = new Draws(7, 1);
    Draws onItsOwn = new Draws(7, 1);
    for (long index = 0; index < 99; index++) {
      inOrder.at(index);
      inOrder.below(1_000_000);
    }
    inOrder.at(99);
    onItsOwn.at(99);

    assertThat(inOrder.below(1_000_000)).isEqualTo(onItsOwn.below(1_000_000));
  }

  @Test
  void seedsPurposesAndIndexesGiveNumbersOfTheirOwn() {
    Set<Long> numbers = new HashSet<>();
    for (long seed = 0; seed < 10; seed++) {
      for (long purpose = 0; purpose < 10; purpose++) {
        Draws draws = new Draws(seed, purpose);
        for (long index = 0; index < 100; index++) {
          draws.at(index);
          numbers.add(draws.below(Long.MAX_VALUE));
        }
      }
    }

    assertThat(numbers).hasSize(10 * 10 * 100);
  }

  /// 100,000 draws of ten: 10,000 of each expected, standard deviation 95.
  @Test
  void everyNumberBelowTheBoundIsAsLikelyAsTheOther() {
    long[] counts = new long[10];
    Draws draws = new Draws(3, 1);
    for (int index = 0; index < DRAWS; index++) {
      draws.at(index);
      counts[(int) draws.below(10)]++;
    }

    for (long count : counts) {
      assertThat(count).isBetween(9_500L, 10_500L);
    }
  }

  /// The mean of uniform numbers is 0.5, its standard deviation here 0.0009.
  @Test
  void unitNumbersLieBetweenNothingAndOne() {
    double sum = 0;
    Draws draws = new Draws(3, 1);
    for (int index = 0; index < DRAWS; index++) {
      draws.at(index);
      double unit = draws.unit();
      assertThat(unit).isGreaterThanOrEqualTo(0).isLessThan(1);
      sum += unit;
    }

    assertThat(sum / DRAWS).isBetween(0.495, 0.505);
  }
}
