package co.kendev.spaces.messages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
    void takesDirectionOverridesOut() {
        assertThat(markdown.render("pay \u202Egpj.exe").plain()).isEqualTo("pay gpj.exe");
    }
}
