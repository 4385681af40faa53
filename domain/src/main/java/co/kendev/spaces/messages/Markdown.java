package co.kendev.spaces.messages;

import co.kendev.spaces.platform.errors.DomainException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.LineBreakRendering;
import org.commonmark.renderer.text.TextContentRenderer;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;
import org.springframework.stereotype.Component;

/**
 * Renders message text once, when it is written. HTML in the source is shown, not obeyed; what the renderer makes passes an
 * allow-list again, so that a mistake in one of the two is not enough.
 */
@Component
public final class Markdown {
    /** Cells of one table: a short row is filled up to the header's width, so that few characters can make many. */
    static final int CELLS_MAX = 2_000;
    /** Characters of each rendered form: a link that is used often repeats its target each time. */
    static final int RENDERED_MAX = 200_000;

    private static final List<Extension> EXTENSIONS = List.of(
            AutolinkExtension.create(),
            StrikethroughExtension.create(),
            new TablesExtension.Builder().maxCells(CELLS_MAX).build());
    private static final Pattern WEB = Pattern.compile("(?i)(?:https?://|mailto:).+");
    /** {@code [@Name](spaces:person/<id>)} mentions a person. */
    private static final Pattern PERSON =
            Pattern.compile("spaces:person/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})");
    /** Characters that turn the direction of everything after them. */
    private static final Pattern OVERRIDES = Pattern.compile("[\\u202A-\\u202E]");

    private static final Pattern MARKS = Pattern.compile("\\p{Punct}");
    private static final Pattern BREAKS = Pattern.compile("\\R");

    private static final PolicyFactory ALLOWED = new HtmlPolicyBuilder()
            .allowElements(
                    "p",
                    "br",
                    "strong",
                    "em",
                    "del",
                    "code",
                    "pre",
                    "blockquote",
                    "ul",
                    "ol",
                    "li",
                    "hr",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "table",
                    "thead",
                    "tbody",
                    "tr",
                    "th",
                    "td",
                    "a",
                    "span")
            .allowUrlProtocols("http", "https", "mailto")
            .allowAttributes("href")
            .onElements("a")
            .allowAttributes("class")
            .matching(Pattern.compile("picture"))
            .onElements("a")
            .allowAttributes("class")
            .matching(Pattern.compile("mention"))
            .onElements("span")
            .allowAttributes("data-person")
            .matching(Pattern.compile("[0-9a-f-]{36}"))
            .onElements("span")
            .allowAttributes("class")
            .matching(Pattern.compile("language-[A-Za-z0-9+#_.-]{1,30}"))
            .onElements("code")
            .allowAttributes("start")
            .matching(Pattern.compile("[0-9]{1,9}"))
            .onElements("ol")
            .allowAttributes("align")
            .matching(Pattern.compile("left|right|center"))
            .onElements("th", "td")
            .requireRelsOnLinks("nofollow", "ugc", "noopener")
            .toFactory();

    private final Parser parser = Parser.builder().extensions(EXTENSIONS).build();
    private final HtmlRenderer html = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .escapeHtml(true)
            .softbreak("<br>\n")
            .nodeRendererFactory(Links::new)
            .build();
    private final TextContentRenderer plain = TextContentRenderer.builder()
            .extensions(EXTENSIONS)
            .lineBreakRendering(LineBreakRendering.COMPACT)
            .build();

    /**
     * The text as HTML that may stand in a page, and as plain text.
     *
     * @throws DomainException INVALID at {@code text} when it would grow beyond all measure
     */
    public Rendered render(String source) {
        var document = parse(OVERRIDES.matcher(source).replaceAll(""));
        var drawn = new Limited(new StringBuilder());
        html.render(document, drawn);
        var said = new Limited(new StringBuilder());
        plain.render(document, said);
        var safe = ALLOWED.sanitize(drawn.text.toString());
        if (safe.length() > RENDERED_MAX) {
            throw tooLarge();
        }
        return new Rendered(safe, said.text.toString().strip());
    }

    /** Names, references and reasons inside a text of ours: on one line, and in no place read as Markdown. */
    public static String escaped(String words) {
        return BREAKS.matcher(MARKS.matcher(words).replaceAll("\\\\$0")).replaceAll(" ");
    }

    private Node parse(String source) {
        try {
            return parser.parse(source);
        } catch (IllegalArgumentException tooManyCells) {
            throw DomainException.invalid(
                    "text",
                    "A table has at most %,d cells, counting those its short rows lack. Split it, or send it as a file."
                            .formatted(CELLS_MAX));
        }
    }

    private static DomainException tooLarge() {
        return DomainException.invalid(
                "text", "Its tables and links would make this message too large to show. Send it in parts.");
    }

    /** Collects what is rendered, and stops it where it grows beyond measure. */
    private record Limited(StringBuilder text) implements Appendable {
        @Override
        public Appendable append(CharSequence more) {
            return append(more, 0, more.length());
        }

        @Override
        public Appendable append(CharSequence more, int start, int end) {
            if (text.length() + end - start > RENDERED_MAX) {
                throw tooLarge();
            }
            text.append(more, start, end);
            return this;
        }

        @Override
        public Appendable append(char more) {
            return append(String.valueOf(more));
        }
    }

    /** One text in its two other forms. */
    public record Rendered(String html, String plain) {}

    /** Draws links and pictures: a picture is a link until somebody clicks it, a strange scheme is only text. */
    private record Links(HtmlNodeRendererContext context) implements NodeRenderer {
        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(Link.class, Image.class);
        }

        @Override
        public void render(Node node) {
            var out = context.getWriter();
            var target = node instanceof Link link ? link.getDestination() : ((Image) node).getDestination();
            var person = PERSON.matcher(target);
            if (node instanceof Link && person.matches()) {
                var attributes = new LinkedHashMap<String, String>();
                attributes.put("class", "mention");
                attributes.put("data-person", person.group(1));
                out.tag("span", attributes);
                children(node);
                out.tag("/span");
            } else if (WEB.matcher(target).matches()) {
                var attributes = new LinkedHashMap<String, String>();
                attributes.put("href", target);
                if (node instanceof Image) {
                    attributes.put("class", "picture");
                }
                out.tag("a", attributes);
                children(node);
                if (node.getFirstChild() == null) {
                    out.text(target);
                }
                out.tag("/a");
            } else {
                children(node);
            }
        }

        private void children(Node parent) {
            for (var node = parent.getFirstChild(); node != null; node = node.getNext()) {
                context.render(node);
            }
        }
    }
}
