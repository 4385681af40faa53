package co.kendev.spaces.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.kendev.spaces.platform.errors.DomainException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {
    private final Markdown markdown = new Markdown();

    @Test
    void rendersWhatPeopleWrite() {
        assertThat(markdown.render("**Hi** *there*\nnext `code`").html())
                .isEqualTo("<p><strong>Hi</strong> <em>there</em><br />\nnext <code>code</code></p>\n");
        assertThat(markdown.render("```java\nvar x = 1 < 2;\n```").html())
                .contains("<pre><code class=\"language-java\">")
                .contains("1 &lt; 2");
        assertThat(markdown.render("**Hi** there").plain()).isEqualTo("Hi there");
    }

    @Test
    void showsHtmlInsteadOfObeyingIt() {
        assertThat(markdown.render("<script>alert(1)</script><b onclick=x>b</b>")
                        .html())
                .doesNotContain("<script")
                .doesNotContain("<b")
                .contains("&lt;script&gt;");
    }

    @Test
    void keepsOnlySafeLinks() {
        assertThat(markdown.render("[x](javascript:alert(1)) [y](data:text/html,hi) [z](JaVaScRiPt:alert(1))")
                        .html())
                .doesNotContain("href")
                .contains("x");
        assertThat(markdown.render("[x](https://spaces.example)").html())
                .contains("href=\"https://spaces.example\"")
                .contains("nofollow")
                .contains("noopener");
    }

    @Test
    void aPictureIsALinkUntilClicked() {
        assertThat(markdown.render("![a cactus](https://spaces.example/c.png)").html())
                .contains("<a href=\"https://spaces.example/c.png\" class=\"picture\"")
                .contains("a cactus")
                .doesNotContain("<img");
    }

    @Test
    void marksMentions() {
        assertThat(markdown.render("hello [@Ana](spaces:person/0190aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee)")
                        .html())
                .contains(
                        "<span class=\"mention\" data-person=\"0190aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee\">&#64;Ana</span>");
        assertThat(markdown.render("[@x](spaces:person/evil\"onclick)").html()).doesNotContain("<span");
    }

    @Test
    void whatIsEscapedIsReadAsItWasWritten() {
        for (var words : List.of(
                "[Pay here](/elsewhere)",
                "\\[Pay here\\](/elsewhere)",
                "[@Ana](spaces:person/0190aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee)",
                "**Approved** _by_ `Ana` ~~not~~ | ***",
                "<b onclick=x>Ana</b> &amp;",
                "# Ana")) {
            var rendered = markdown.render("For **" + Markdown.escaped(words) + "**.");

            assertThat(rendered.plain()).isEqualTo("For " + words + ".");
            assertThat(rendered.html()).doesNotContain("<a", "<span", "<em", "<code", "<del", "<b ");
        }
        assertThat(markdown.render(Markdown.escaped("[Pay here](https://evil.example)"))
                        .html())
                .contains("[Pay here](")
                .doesNotContain(">Pay here<");
        assertThat(markdown.render(Markdown.escaped("one\n\n- two")).html()).isEqualTo("<p>one  - two</p>\n");
    }

    @Test
    void takesDirectionOverridesOut() {
        assertThat(markdown.render("pay \u202Egpj.exe").plain()).isEqualTo("pay gpj.exe");
    }

    @Test
    void aTableHasAsManyCellsAsItMayHave() {
        // 20 columns; a row of one character is filled up to 20 cells
        var most = table(20, Markdown.CELLS_MAX / 20 - 1);

        assertThat(markdown.render(most).html().split("<td|<th(?!ead)", -1)).hasSize(Markdown.CELLS_MAX + 1);
        refused(table(20, Markdown.CELLS_MAX / 20));
        refused(table(2_500, 1_400));
    }

    @Test
    void manyTablesAreNotALargerOne() {
        var one = table(200, 8) + "\n";

        assertThat(markdown.render(one.repeat(5)).html()).hasSizeLessThan(Markdown.RENDERED_MAX);
        refused(one.repeat(19));
    }

    @Test
    void aLongTargetIsNotRepeatedWithoutEnd() {
        var target = "[a]: https://spaces.example/" + "x".repeat(8_000) + "\n\n";

        assertThat(markdown.render(target + "[a]".repeat(20)).html()).hasSizeLessThan(Markdown.RENDERED_MAX);
        refused(target + "[a]".repeat(2_600));
    }

    @Test
    void theLongestPlainTextIsTaken() {
        for (var dear : new String[] {"\"", "@", "=\n", "<"}) {
            assertThat(markdown.render(dear.repeat(Texts.TEXT_MAX / dear.length()))
                            .html())
                    .hasSizeLessThan(Markdown.RENDERED_MAX);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ">", "> ", "- ", "1. ", "[", "![", "[a](", "*a ", "**a *b ", "`a``b", "~~a ", "<a ", "_a", "|", "&amp"
            })
    void whatIsRepeatedIsNeitherDeepNorSlow(String part) {
        var text = part.repeat(Texts.TEXT_MAX / part.length());

        var rendered = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> markdown.render(text));

        assertThat(rendered.html()).hasSizeLessThan(Markdown.RENDERED_MAX);
    }

    private void refused(String text) {
        assertThat(text).hasSizeLessThan(Texts.TEXT_MAX);
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> markdown.render(text))
                .extracting(DomainException::field)
                .isEqualTo("text");
    }

    private static String table(int columns, int rows) {
        return "|a".repeat(columns) + "\n" + "|-".repeat(columns) + "\n" + "b\n".repeat(rows);
    }
}
