const BLOCK = /<pre><code(?: class="language-([^"<>]*)")?>([\s\S]*?)<\/code><\/pre>/g;

/** Gives each code block of rendered Markdown a bar with its language and a button that copies it. */
export function withCodeBars(html: string): string {
  return html.replace(BLOCK, (_, language: string | undefined, code: string) => {
    const label = language ? `Code, ${language}` : "Code";
    return (
      `<div class="code"><div class="code-bar"><span>${language ?? ""}</span><button type="button" class="copy-code">Copy</button></div>` +
      `<pre tabindex="0" role="group" aria-label="${label}"><code>${code}</code></pre></div>`
    );
  });
}
