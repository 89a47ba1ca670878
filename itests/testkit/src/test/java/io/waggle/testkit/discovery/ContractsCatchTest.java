package io.waggle.testkit.discovery;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.discovery.SourceFault;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A contract is worth something only if those that break it do not pass. */
class ContractsCatchTest {

  private static FinderContract finder(Function<Doubles, DoubleSource> kind) throws Exception {
    FinderContract contract =
        new FinderContract() {
          @Override
          protected FinderFixture open() {
            return DoubleFixture.virtual(kind);
          }
        };
    contract.openFixture();
    return contract;
  }

  private static AnnouncerContract announcer(Function<Doubles, DoubleSource> kind)
      throws Exception {
    AnnouncerContract contract =
        new AnnouncerContract() {
          @Override
          protected AnnouncerFixture open() {
            return DoubleFixture.virtual(kind);
          }
        };
    contract.openFixture();
    return contract;
  }

  private static void fails(ThrowingCallable test) {
    assertThatThrownBy(test).isInstanceOf(Throwable.class);
  }

  @Test
  void findersThatBreakIt() throws Exception {
    fails(finder(Doubles::lying)::resultsComeBeforeTheEndAndTheEndComesOnce);
    fails(finder(Doubles::throwing)::aTopicWithoutPeersIsNoError);
    fails(finder(Doubles::hanging)::resultsComeBeforeTheEndAndTheEndComesOnce);
    fails(finder(d -> d.chatty(new AtomicInteger()))::closedMeansSilentAndClosingTwiceIsFine);
    fails(
        finder(d -> d.failing(SourceFault.Code.TIMEOUT, Optional.empty()))
            ::aThousandRoundsLeaveNothingOpen);
    fails(finder(Doubles::continuous)::aTopicWithoutPeersIsNoError);
  }

  @Test
  void announcersThatBreakIt() throws Exception {
    fails(announcer(Doubles::throwing)::renewingIsPublishingAgain);
    fails(announcer(Doubles::unheard)::whatIsAnnouncedIsFoundByOthersThereAndNowhereElse);
    fails(announcer(Doubles::hanging)::withdrawingIsHonest);
  }

  @Test
  void andOneThatKeepsIt() throws Exception {
    assertThatCode(finder(Doubles::fast)::resultsComeBeforeTheEndAndTheEndComesOnce)
        .doesNotThrowAnyException();
    assertThatCode(announcer(Doubles::fast)::withdrawingIsHonest).doesNotThrowAnyException();
  }
}
