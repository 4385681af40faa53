package co.kendev.spaces.revenue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.kendev.spaces.DomainTest;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.spaces.Access;
import co.kendev.spaces.spaces.Channel;
import co.kendev.spaces.spaces.Channels;
import co.kendev.spaces.spaces.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Where money is spoken of, which is not for everybody. */
@DomainTest
class FinanceChannelTest {
    @Autowired
    Fixtures fixtures;

    @Autowired
    FinanceChannel finance;

    @Autowired
    Channels channels;

    @Autowired
    Access access;

    @Autowired
    Tx tx;

    @Test
    void aChannelThatIsOpenToOthersIsNotSpokenIn() {
        var business = fixtures.aBusiness();
        channels.addAll(
                business.tenant(),
                business.space(),
                List.of(),
                List.of(new Channels.NewChannel("finance", Channel.Kind.PUBLIC, "", null)));

        for (var time = 0; time < 2; time++) {
            var place = tx.write(Scope.of(business.tenant()), () -> finance.of(business.tenant()));
            assertThat(place.channel().kind()).isEqualTo(Channel.Kind.PRIVATE);
            assertThat(place.channel().name()).isEqualTo("finance-books");
            var staff = fixtures.aMember(business.tenant(), business.space(), Role.STAFF);
            assertThatThrownBy(() -> access.channel(staff, place.channel().id()))
                    .isInstanceOfSatisfying(
                            DomainException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_FOUND));
        }
    }

    @Test
    void nobodyTakesItsNameNorThatOfThePage() {
        var business = fixtures.aBusiness();
        var owner = business.owner();
        for (var name : List.of("finance", "finance-books", "revenue")) {
            assertThatThrownBy(() -> channels.create(
                            owner, access.space(owner, business.space()), name, Channel.Kind.PUBLIC, "", ""))
                    .as(name)
                    .isInstanceOfSatisfying(DomainException.class, refused -> {
                        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID);
                        assertThat(refused.field()).isEqualTo("name");
                    });
        }
    }
}
